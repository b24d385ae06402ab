import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { peek } from '../../lib/peek.ts';
import { RequestProblem } from '../../lib/problem.ts';

/** A file that came in whole, unpacked, on disk. */
export interface SpooledFile {
  readonly path: string;
  /** SHA-256 of the unpacked bytes in hex, so that a file and its gzip are the same file. */
  readonly sha: string;
  /** Unpacked. */
  readonly bytes: number;
}

/** Far above any shop's books; a bound against gzip that unpacks without end. */
const MAX_UNPACKED_BYTES = 8 * 1024 ** 3;

/** Where bodies wait until they have been read into the database. */
export interface Spool {
  /**
   * Keeps a body, plain or gzip (told by its first bytes).
   * @throws {RequestProblem} 400 when the gzip is broken, 413 when it is too large, 503 when the disk refuses it.
   */
  keep(body: AsyncIterable<Uint8Array>): Promise<SpooledFile>;
  drop(file: SpooledFile): Promise<void>;
}

/** A spool in `directory`, which is made, and emptied of what an earlier run left there. */
export function createSpool(directory: string): Spool {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return {
    async keep(body) {
      const path = join(directory, randomUUID());
      try {
        return await write(body, path);
      } catch (error) {
        await rm(path, { force: true });
        throw toProblem(error);
      }
    },
    drop: ({ path }) => rm(path, { force: true }),
  };
}

async function write(body: AsyncIterable<Uint8Array>, path: string): Promise<SpooledFile> {
  const hash = createHash('sha256');
  const size = { bytes: 0 };
  const { start, all } = await peek(body, () => true);
  const measure = (chunks: AsyncIterable<Buffer>) => measured(chunks, hash, size);
  const file = createWriteStream(path, { mode: 0o600, flags: 'wx' });
  if (isGzip(start)) await pipeline(Readable.from(all), createGunzip(), measure, file);
  else await pipeline(Readable.from(all), measure, file);
  return { path, sha: hash.digest('hex'), bytes: size.bytes };
}

async function* measured(chunks: AsyncIterable<Buffer>, hash: Hash, size: { bytes: number }) {
  for await (const chunk of chunks) {
    size.bytes += chunk.length;
    if (size.bytes > MAX_UNPACKED_BYTES) throw tooLarge();
    hash.update(chunk);
    yield chunk;
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function toProblem(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('Z_')) return brokenGzip(error);
  if (['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EIO'].includes(code))
    return diskRefused(code, error);
  return error;
}

function brokenGzip(cause: unknown): RequestProblem {
  return new RequestProblem({
    status: 400,
    code: 'not_gzip',
    detail: 'The body starts as gzip and is broken or cut short. Pack and send it again.',
    cause,
  });
}

function tooLarge(): RequestProblem {
  return new RequestProblem({
    status: 413,
    code: 'too_large',
    detail: 'The file is too large. Split it at the end of an order.',
    expected: `at most ${MAX_UNPACKED_BYTES} bytes unpacked`,
  });
}

function diskRefused(code: string, cause: unknown): RequestProblem {
  return new RequestProblem({
    status: 503,
    code: 'disk_refused',
    detail: `The collector's disk did not take the file (${code}). Make room in DATA_DIR, then send it again.`,
    retryAfterS: 60,
    cause,
  });
}
