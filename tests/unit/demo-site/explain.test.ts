import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CollectorFailed } from '../../../demo-site/src/start/collector-process.ts';
import { explain } from '../../../demo-site/src/start/explain.ts';

test.each([
  ['a file', (file: string) => mkdirSync(file, { recursive: true })],
  ['a folder inside a file', (file: string) => mkdirSync(join(file, 'data'), { recursive: true })],
])('%s in place of the data folder gets one sentence', (_, make) => {
  const folder = mkdtempSync(join(tmpdir(), 'tendero-explain-'));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  let thrown: unknown;
  try {
    make(file);
  } catch (error) {
    thrown = error;
  }
  rmSync(folder, { recursive: true });
  expect(explain(thrown)).toMatch(
    /^The demo's data folder can't be \S+ \(.*DATA_DIR=FOLDER npm start$/,
  );
});

test("a collector's own sentence stands without the engine's noise", () => {
  const noise = 'Code: 76. DB::Exception: Cannot lock file /d/status. (CANNOT_OPEN_FILE)';
  expect(explain(new CollectorFailed(`${noise}\nStop that one.`))).toBe('Stop that one.');
});
