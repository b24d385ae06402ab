import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '../..');

/** Paths, from the root, of every file that is in version control and still there. */
export function trackedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
  const names = listed.split('\0').filter((name) => name !== '');
  return names.filter((name) => existsSync(join(ROOT, name)));
}
