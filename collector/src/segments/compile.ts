import type { QueryParams } from '../clickhouse/database.ts';
import type { SegmentRule } from './definition.ts';

/** A condition over the columns `orders` and `last_active_at` of the people query, and the values it names. */
export interface CompiledRule {
  readonly sql: string;
  readonly params: QueryParams;
}

const DAY_MS = 86_400_000;

/**
 * Compiles a rule to SQL. Every value becomes a parameter, so nothing of the rule's content is ever part of the SQL;
 * `prefix` keeps the parameters of several rules in one query apart. `nowMs`: ms UTC.
 */
export function compileRule(
  rule: SegmentRule,
  { nowMs, prefix }: { nowMs: number; prefix: string },
): CompiledRule {
  const params: Record<string, number> = {};
  const bind = (type: 'UInt32' | 'Int64', value: number): string => {
    const name = `${prefix}_${Object.keys(params).length}`;
    params[name] = value;
    return `{${name}:${type}}`;
  };
  return { sql: toSql(rule, nowMs, bind), params };
}

type Bind = (type: 'UInt32' | 'Int64', value: number) => string;

function toSql(rule: SegmentRule, nowMs: number, bind: Bind): string {
  switch (rule.op) {
    case 'everyone':
      return 'true';
    case 'customers':
      return `orders >= ${bind('UInt32', rule.orders)}`;
    case 'active': {
      const since = bind('Int64', nowMs - rule.days * DAY_MS);
      return `last_active_at >= fromUnixTimestamp64Milli(${since})`;
    }
    case 'and':
      return joined(rule.rules, { word: 'AND', none: 'true', nowMs, bind });
    case 'or':
      return joined(rule.rules, { word: 'OR', none: 'false', nowMs, bind });
    case 'not':
      return `NOT (${toSql(rule.rule, nowMs, bind)})`;
  }
}

interface Joining {
  word: 'AND' | 'OR';
  /** What no rules at all mean. */
  none: 'true' | 'false';
  nowMs: number;
  bind: Bind;
}

function joined(rules: readonly SegmentRule[], { word, none, nowMs, bind }: Joining): string {
  if (rules.length === 0) return none;
  return rules.map((rule) => `(${toSql(rule, nowMs, bind)})`).join(` ${word} `);
}
