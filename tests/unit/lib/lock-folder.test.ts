import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderInUse, lockFolder } from '../../../collector/src/lib/lock-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tendero-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NATIVE = import.meta
  .resolve('../../../collector/node_modules/fs-native-extensions/index.js')
  .replace('file://', '');

/** Another process that has the folder until it is killed. */
async function holdElsewhere(path: string) {
  const script = join(folder, 'hold.cjs');
  writeFileSync(
    script,
    `const { tryLock } = require(${JSON.stringify(NATIVE)});
     process.send(tryLock(require('node:fs').openSync(process.argv[2], 'a')));
     setInterval(() => {}, 1_000);`,
  );
  const child = fork(script, [join(path, '.lock')], { execArgv: [] });
  const [isHeld] = await once(child, 'message');
  expect(isHeld).toBe(true);
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
}

test('a folder is made where it is missing, and is free again once it is let go', () => {
  const path = join(folder, 'data');
  lockFolder(path)();
  lockFolder(path)();
});

test('a folder that another process holds is refused in a sentence, until that one is killed', async () => {
  const kill = await holdElsewhere(folder);
  expect(() => lockFolder(folder)).toThrow(FolderInUse);
  expect(() => lockFolder(folder)).toThrow(/in use.*DATA_DIR/);
  await kill();
  lockFolder(folder)();
});
