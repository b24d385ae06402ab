import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory, type Disk } from './disk.ts';

/** An append-only file of blocks. */
export interface SegmentFile {
  readonly path: string;
  /** Bytes that are durable. */
  readonly size: number;
  /**
   * Appends and fsyncs. When that fails the file is cut back to what was durable;
   * `broken` tells that even this failed, and nothing may be appended any more.
   */
  append(bytes: Buffer): Promise<void>;
  readonly broken: boolean;
  close(): Promise<void>;
}

/** Creates segment number `number` in `directory` and makes its name durable. */
export async function createSegmentFile(
  disk: Disk,
  directory: string,
  number: number,
): Promise<SegmentFile> {
  const path = join(directory, segmentName(number));
  const handle = await disk.open(path, 'ax', 0o600);
  await syncDirectory(disk, directory);
  let size = 0;
  let broken = false;
  return {
    path,
    get size() {
      return size;
    },
    get broken() {
      return broken;
    },
    async append(bytes) {
      try {
        await writeAll(handle, bytes, size);
        await handle.datasync();
        size += bytes.length;
      } catch (error) {
        broken = !(await cutBack(handle, size));
        throw error;
      }
    },
    async close() {
      // all that counts is fsynced already, so a failing close loses nothing
      await handle.close().catch(() => undefined);
    },
  };
}

/** `000000000042.segment`: numbers sort as names. */
function segmentName(number: number): string {
  return `${String(number).padStart(12, '0')}.segment`;
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function cutBack(handle: FileHandle, size: number): Promise<boolean> {
  try {
    await handle.truncate(size);
    await handle.datasync();
    return true;
  } catch {
    return false;
  }
}
