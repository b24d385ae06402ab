import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DISK, type Disk } from '../../../collector/src/journal/disk.ts';
import { JournalUnavailable } from '../../../collector/src/journal/journal.ts';
import { watchAppends } from '../../../collector/src/operate/readiness.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tendero-readiness-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A journal and a disk that fail while the test says so. */
function watched() {
  const state = { isFull: false, writes: 0 };
  const disk: Disk = {
    ...DISK,
    writeFile: new Proxy(writeFile, {
      apply(_, __, args: Parameters<typeof writeFile>) {
        state.writes += 1;
        return state.isFull ? Promise.reject(new Error('ENOSPC')) : writeFile(...args);
      },
    }),
  };
  const journal = {
    append: async () => {
      if (state.isFull) throw new JournalUnavailable(new Error('ENOSPC'));
    },
  };
  return { state, ...watchAppends(journal, { disk, directory }) };
}

test('is ready without a try for as long as appends succeed', async () => {
  const { journal, isReady, state } = watched();
  expect(await isReady()).toBe(true);
  await journal.append([]);
  expect(await isReady()).toBe(true);
  expect(state.writes).toBe(0);
});

test('is not ready after an append that failed, and again as soon as the folder takes something', async () => {
  const { journal, isReady, state } = watched();
  state.isFull = true;
  await expect(journal.append([])).rejects.toThrow(JournalUnavailable);
  expect(await isReady()).toBe(false);
  expect(await isReady()).toBe(false);
  state.isFull = false;
  expect(await isReady()).toBe(true);
  expect(readdirSync(directory)).toEqual([]);
  const { writes } = state;
  await journal.append([]);
  expect(await isReady()).toBe(true);
  expect(state.writes).toBe(writes);
});
