import type * as z from 'zod';
import { mapInTurns } from '../lib/turns.ts';
import { DatabaseError } from './database.ts';

/**
 * The rows of a JSONEachRow answer, read in turns with others: 50,000 take half a second.
 * Rejects with {@link DatabaseError} of code 0 when a line isn't what the query's parser expects.
 */
export function readRows<Row extends z.ZodType>(
  answer: readonly Buffer[],
  row: Row,
): Promise<z.output<Row>[]> {
  return mapInTurns(linesOf(answer), (line, index) => {
    const parsed = row.safeParse(readJson(line, index));
    if (parsed.success) return parsed.data;
    const paths = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`);
    throw unexpected(index, `unexpected ${paths.join(', ')}`);
  });
}

/** A chunk may end anywhere in a line. */
function* linesOf(chunks: readonly Buffer[]): Generator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let to = bytes.indexOf('\n'); to >= 0; to = bytes.indexOf('\n', from)) {
      if (to > from) yield bytes.toString('utf8', from, to);
      from = to + 1;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length > 0) yield rest.toString('utf8');
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
