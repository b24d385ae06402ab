import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { spawnCollector } from '../support/spawn-collector.ts';
import { TEST_SITE } from '../support/open-test-collector.ts';
import { startDemo } from '../support/start-demo.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tendero-demo-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a demo whose shop can not open leaves no collector behind', async () => {
  // in the way of the folder that the shop needs once the collector is up
  writeFileSync(join(folder, 'outbox'), '');
  await expect(startDemo({ dataDir: folder })).rejects.toThrow('outbox');
  await expectFreeData();
});

test.each(['Starting the collector', 'Filling the shop'])(
  'Ctrl-C while it says «%s» stops both',
  async (stopAt) => {
    await expect(startDemo({ dataDir: folder, stopAt })).rejects.toThrow(
      /ended with 0:[^]*Stopping/,
    );
    await expectFreeData();
  },
);

test('a demo in a folder where nothing can be made ends with one sentence', async () => {
  await expect(startDemo({ dataDir: '/proc/tendero' })).rejects.toThrow(
    /ended with 1: \nThe demo's data folder can't be written \(\/proc\/tendero\)\. .*DATA_DIR=FOLDER npm start\n$/,
  );
});

test('a second demo on the same data is refused and changes nothing there', async () => {
  // a past would take its time and say nothing here
  writeFileSync(join(folder, 'filled'), '');
  const first = await startDemo({ dataDir: folder });
  const before = filesOf(folder);
  expect(Object.keys(before)).toEqual(expect.arrayContaining(['collector.json', 'settings.json']));
  await expect(startDemo({ dataDir: folder })).rejects.toThrow(
    /ended with 1:[^]*another collector is probably running on it\. Stop that one, or set DATA_DIR/,
  );
  expect(filesOf(folder)).toEqual(before);
  expect((await fetch(`${first.collectorUrl}/readyz`)).status).toBe(200);
  expect(await first.stop()).toBe(0);
});

/** What stands in the demo's own files. */
function filesOf(directory: string): Record<string, string> {
  const files = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ name }) => [name, readFileSync(join(directory, name), 'utf8')]),
  );
}

/** At once, or as soon as the collector has finished. */
async function expectFreeData(): Promise<void> {
  await expect
    .poll(() => canOpen(join(folder, 'collector')), { timeout: 10_000, interval: 500 })
    .toBe(true);
}

async function canOpen(dataDir: string): Promise<boolean> {
  try {
    const collector = await spawnCollector({ dataDir, config: { sites: [TEST_SITE] } });
    await collector.stop();
    return true;
  } catch {
    return false;
  }
}
