import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own that a test can fill without harm to others. */
export interface SmallDisk {
  /** An empty folder on it. */
  readonly path: string;
  /** Leaves no space at all. */
  fill(): void;
  /** Gives the space back. */
  free(): void;
  remove(): void;
}

const SIZE_MIB = 64;
const SHARED_MEMORY = '/dev/shm';

/**
 * A tmpfs where mounting is allowed (root on Linux); else the shared memory that containers get, when it is small.
 * @throws with one sentence where there is neither.
 */
export function openSmallDisk(): SmallDisk {
  const mountPoint = mkdtempSync(join(tmpdir(), 'tendero-disk-'));
  if (mountTmpfs(mountPoint)) {
    return onDisk(mountPoint, () => execFileSync('umount', ['--lazy', mountPoint]));
  }
  rmSync(mountPoint, { recursive: true });
  const { bavail, bsize } = statfsSync(SHARED_MEMORY);
  if (bavail * bsize > 512 * 1024 * 1024) {
    throw new Error(
      'No small disk to fill: run this as root, or in a container with a small /dev/shm.',
    );
  }
  return onDisk(mkdtempSync(join(SHARED_MEMORY, 'tendero-disk-')), () => undefined);
}

function mountTmpfs(mountPoint: string): boolean {
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${SIZE_MIB}m`, 'tmpfs', mountPoint];
    execFileSync('mount', options, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function onDisk(root: string, unmount: () => void): SmallDisk {
  const path = join(root, 'data');
  const filler = join(root, 'filler');
  mkdirSync(path);
  return {
    path,
    fill: () => fill(filler),
    free: () => rmSync(filler, { force: true }),
    remove() {
      unmount();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Big pieces first, then single pages, until not one more fits. */
function fill(path: string): void {
  const file = openSync(path, 'a');
  for (const bytes of [1_048_576, 4_096, 1]) {
    const piece = Buffer.alloc(bytes, 1);
    while (hasTaken(file, piece));
  }
  closeSync(file);
}

function hasTaken(file: number, piece: Buffer): boolean {
  try {
    return writeSync(file, piece) === piece.length;
  } catch {
    return false;
  }
}
