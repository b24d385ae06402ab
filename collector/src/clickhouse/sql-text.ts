import type { QueryParams } from './database.ts';

/** What may hold a `;` or `{` that means nothing: strings, quoted names, comments. */
const OPAQUE = /'(?:[^'\\]|\\.|'')*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\]|\\.)*"|--[^\n]*|\/\*[\s\S]*?\*\//
  .source;
const PLACEHOLDER = /\{\s*(\w+)\s*:\s*([^{}]+?)\s*\}/.source;

/**
 * Puts values in the place of `{name: Type}`, each as a string literal cast to its type.
 * chDB's own binding is not used: it lets only one query with parameters run at a time in the whole process.
 * @throws {TypeError} when a placeholder has no value or a number is not finite.
 */
export function bindParams(sql: string, params: QueryParams = {}): string {
  return sql.replace(
    new RegExp(`${OPAQUE}|${PLACEHOLDER}`, 'g'),
    (match: string, name: string | undefined, type: string | undefined) => {
      if (name === undefined || type === undefined) return match;
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      if (value === undefined) throw new TypeError(`the query parameter ${name} has no value`);
      return `_CAST(${quote(toText(value))}, ${quote(type)})`;
    },
  );
}

/** Splits a file of statements at each `;` outside of strings and comments; comments go. */
export function splitStatements(sql: string): string[] {
  const statements = [''];
  for (const [token] of sql.matchAll(new RegExp(`${OPAQUE}|;|[^;]`, 'g'))) {
    if (token === ';') statements.push('');
    else if (!isComment(token)) statements.push((statements.pop() ?? '') + token);
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

/**
 * chDB's `readonly` has holes: a subquery's `SETTINGS readonly = 0` lifts it, and the function `file` and
 * `INTO OUTFILE` ignore it. SQL of this program uses none of them.
 * @throws {TypeError} when the text has one outside of strings and comments.
 */
export function assertReadsOnly(sql: string): void {
  const bare = sql.replace(new RegExp(OPAQUE, 'g'), (token) => (/^["`]/.test(token) ? token : ' '));
  const found = /\b(?:SETTINGS\s+\w+\s*=|OUTFILE\b|file["`]?\s*\()/i.exec(bare)?.[0];
  if (found !== undefined) throw new TypeError(`a query of the console must not use ${found}`);
}

/** A string literal of ClickHouse's SQL. */
export function quote(value: string): string {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0');
  return `'${escaped}'`;
}

function toText(value: QueryParams[string]): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return `[${value.map(quote).join(',')}]`;
  if (!Number.isFinite(value)) throw new TypeError('a query parameter is not a finite number');
  return String(value);
}

function isComment(token: string): boolean {
  return token.startsWith('--') || token.startsWith('/*');
}
