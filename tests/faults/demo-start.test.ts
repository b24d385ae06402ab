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
  // its data is free again at once or as soon as it has finished
  await expect
    .poll(() => canOpen(join(folder, 'collector')), { timeout: 10_000, interval: 500 })
    .toBe(true);
});

async function canOpen(dataDir: string): Promise<boolean> {
  try {
    const collector = await spawnCollector({ dataDir, config: { sites: [TEST_SITE] } });
    await collector.stop();
    return true;
  } catch {
    return false;
  }
}
