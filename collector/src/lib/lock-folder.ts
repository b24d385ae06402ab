import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock } from 'fs-native-extensions';
import { makeFolder } from './make-folder.ts';

/** Another process works on the folder. */
export class FolderInUse extends Error {
  constructor(path: string) {
    super(
      `The data folder ${path} is in use: another collector is probably running on it. ` +
        'Stop that one, or set DATA_DIR to another folder.',
    );
    this.name = 'FolderInUse';
  }
}

/**
 * Makes the folder, where it is missing, this process's own until the function that it returns is called. The lock is
 * the kernel's, on an open file: it ends with the process, however that ends.
 * @throws {FolderInUse} when another process has it.
 */
export function lockFolder(path: string): () => void {
  makeFolder(path);
  const file = openSync(join(path, '.lock'), 'a', 0o600);
  if (tryLock(file)) return () => closeSync(file);
  closeSync(file);
  throw new FolderInUse(path);
}
