import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Context } from 'hono';
import { RequestProblem } from './problem.ts';

const unzip = promisify(gunzip);

interface BodyLimits {
  /** As sent. */
  readonly maxBodyBytes: number;
  /** After gunzip. */
  readonly maxUnpackedBytes: number;
  readonly gzip: boolean;
}

/**
 * Reads a body as JSON within its limits.
 * @throws {RequestProblem} 413 when too large, 400 when it is no gzip, no UTF-8 or no JSON.
 */
export async function readJsonBody(c: Context, limits: BodyLimits): Promise<unknown> {
  const bytes = await readBytes(c, limits.maxBodyBytes);
  return parseJson(limits.gzip ? await unpack(bytes, limits.maxUnpackedBytes) : bytes);
}

/**
 * The value of JSON in UTF-8.
 * @throws {RequestProblem} 400 when it is neither.
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw badBody('not_utf8', 'UTF-8 text', 'bytes that are not UTF-8');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw badBody(
      'not_json',
      'a JSON object',
      bytes.length === 0 ? 'an empty body' : 'text that is not JSON',
    );
  }
}

/**
 * Reads a body as it was sent.
 * @throws {RequestProblem} 413 above `maxBytes`.
 */
export async function readBytes(c: Context, maxBytes: number): Promise<Buffer> {
  if (Number(c.req.header('Content-Length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * What was packed.
 * @throws {RequestProblem} 413 as soon as more than `maxOutputLength` bytes come out, 400 when it is no gzip.
 */
export async function unpack(bytes: Buffer, maxOutputLength: number): Promise<Buffer> {
  try {
    return await unzip(bytes, { maxOutputLength });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(maxOutputLength);
    throw badBody('not_gzip', 'gzip, as ?z=gzip says', 'bytes that are not gzip');
  }
}

/** 413, for a body above `maxBytes`. */
export function tooLarge(maxBytes: number): RequestProblem {
  return new RequestProblem({
    status: 413,
    code: 'too_large',
    detail: 'The body is too large. Send fewer events in one request.',
    expected: `at most ${maxBytes} bytes`,
  });
}

function badBody(code: string, expected: string, got: string): RequestProblem {
  return new RequestProblem({
    status: 400,
    code,
    detail: 'The body could not be read.',
    expected,
    got,
  });
}
