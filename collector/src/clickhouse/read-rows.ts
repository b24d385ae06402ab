import type * as z from 'zod';
import { mapInTurns } from '../lib/turns.ts';
import { DatabaseError } from './database.ts';

/**
 * The rows of a JSONEachRow answer, read in turns with others: 50,000 take half a second.
 * Rejects with {@link DatabaseError} of code 0 when a line isn't what the query's parser expects.
 */
export function readRows<Row extends z.ZodType>(
  answer: Buffer,
  row: Row,
): Promise<z.output<Row>[]> {
  return mapInTurns(linesOf(answer), (line, index) => {
    const parsed = row.safeParse(readJson(line, index));
    if (parsed.success) return parsed.data;
    const paths = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`);
    throw unexpected(index, `unexpected ${paths.join(', ')}`);
  });
}

function* linesOf(answer: Buffer): Generator<string> {
  for (let from = 0; from < answer.length;) {
    const to = answer.indexOf('\n', from);
    const end = to < 0 ? answer.length : to;
    if (end > from) yield answer.toString('utf8', from, end);
    from = end + 1;
  }
}

function readJson(line: string, index: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw unexpected(index, 'not JSON');
  }
}

/** Without the values: a row is about a person. */
function unexpected(index: number, problem: string): DatabaseError {
  return new DatabaseError(`row ${index + 1} of ClickHouse's answer: ${problem}`, {
    code: 0,
    cause: undefined,
  });
}
