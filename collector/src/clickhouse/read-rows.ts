import type * as z from 'zod';
import { DatabaseError } from './database.ts';

/**
 * The rows of a JSONEachRow answer.
 * @throws {DatabaseError} with code 0 when a line isn't what the query's parser expects.
 */
export function readRows<Row extends z.ZodType>(answer: string, row: Row): z.output<Row>[] {
  const lines = answer.split('\n').filter((line) => line !== '');
  return lines.map((line, index) => {
    const parsed = row.safeParse(readJson(line, index));
    if (parsed.success) return parsed.data;
    const paths = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`);
    throw unexpected(index, `unexpected ${paths.join(', ')}`);
  });
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
