import type { Context } from 'hono';
import type * as z from 'zod';
import { RequestProblem } from './problem.ts';
import { readJsonBody } from './read-body.ts';

interface ReadOptions<Schema extends z.ZodType> {
  readonly maxBytes: number;
  readonly schema: Schema;
}

/**
 * The request's body as JSON of the given shape, whatever its content type says (pages send `text/plain`).
 * @throws {RequestProblem} 413 above `maxBytes`, 400 with the path of the first fault.
 */
export async function readJson<Schema extends z.ZodType>(
  c: Context,
  { maxBytes, schema }: ReadOptions<Schema>,
): Promise<z.output<Schema>> {
  const limits = { maxBodyBytes: maxBytes, maxUnpackedBytes: maxBytes, gzip: false };
  const parsed = schema.safeParse(await readJsonBody(c, limits));
  if (parsed.success) return parsed.data;
  throw invalidBody(parsed.error);
}

/** What is wrong with a body: where, and what was expected; never the value. */
export function invalidBody(error: z.ZodError): RequestProblem {
  const { path, message } = firstFault(error);
  return new RequestProblem({
    status: 400,
    code: 'invalid_body',
    detail: path === '' ? message : `${path}: ${message}`,
  });
}

/** The first fault that a parser found: its place, for example `slots.0.kind`, and what was expected. */
export function firstFault(error: z.ZodError): { path: string; message: string } {
  const issue = error.issues[0];
  return { path: issue?.path.join('.') ?? '', message: issue?.message ?? 'not as expected' };
}
