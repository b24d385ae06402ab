import { DatabaseError } from './database.ts';

/** What failed: an insert's message would quote the rows, so it is left out. */
export type Work = 'read' | 'command' | 'insert';

/** ClickHouse's refusal without the values that its text quotes: errors are logged, people's data is not. */
export function toDatabaseError(error: unknown, work: Work): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const refusal = readRefusal(error);
  if (refusal === undefined) {
    return new DatabaseError(`no answer from ClickHouse (${work})`, { code: 0, cause: error });
  }
  const { code, type, message } = refusal;
  const kind = `${work} refused by ClickHouse: ${type} (${code})`;
  const detail = work === 'insert' ? '' : `: ${withoutValues(message)}`;
  return new DatabaseError(kind + detail, { code, cause: undefined });
}

/** By shape: the client, chDB's connection and chDB itself each bring an error of their own. */
function readRefusal(error: unknown) {
  if (!(error instanceof Error)) return undefined;
  const { message } = error;
  if ('clickhouseCode' in error && typeof error.clickhouseCode === 'number') {
    const type = /\(([A-Z_0-9]+)\)\s*$/.exec(message)?.[1] ?? 'UNKNOWN';
    return { code: error.clickhouseCode, type, message };
  }
  const isRefusal = 'code' in error && 'type' in error && /^\d+$/.test(String(error.code));
  if (!isRefusal) return undefined;
  return { code: Number(error.code), type: String(error.type), message };
}

/** A quote that stays open was cut off by ClickHouse; the rest may be a value. */
function withoutValues(message: string): string {
  const closed = message.replaceAll(/'(?:[^'\\]|\\.|'')*'/gs, '…').replace(/'.*$/s, '…');
  return closed.slice(0, 400);
}
