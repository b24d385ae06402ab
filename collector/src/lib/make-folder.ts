import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder with those above it, for this user alone; one that is there stays as it is.
 * Not `mkdirSync(path, { recursive: true })`: below /proc, where nothing can be made, that never returns.
 * @throws the file system's error; EACCES where the system says that there is no place for a folder.
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (cause) {
    if (isFolder(path)) return;
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
    throw Object.assign(new Error('no folder can be made here', { cause }), {
      code: 'EACCES',
      path,
    });
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
