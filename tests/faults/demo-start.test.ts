import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
