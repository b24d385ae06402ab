import {
  appendFile,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';

/** What the journal asks of the file system: Node's own functions, or a test's that fail on purpose. */
export type Disk = Pick<
  typeof import('node:fs/promises'),
  'appendFile' | 'mkdir' | 'open' | 'readdir' | 'readFile' | 'rename' | 'rm' | 'writeFile'
>;

/** The file system of this machine. */
export const DISK: Disk = { appendFile, mkdir, open, readdir, readFile, rename, rm, writeFile };

/** Makes created, renamed and removed names of a directory durable. */
export async function syncDirectory(disk: Disk, directory: string): Promise<void> {
  const handle = await disk.open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
