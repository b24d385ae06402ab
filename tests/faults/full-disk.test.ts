import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { missingEvents } from '../support/missing-events.ts';
import { openTestCollector, TEST_SITE } from '../support/open-test-collector.ts';
import { Sender } from '../support/sender.ts';
import { openSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { spawnCollector } from '../support/spawn-collector.ts';
import { makeEvent } from '../support/wire.ts';

let disk: SmallDisk;
beforeEach(() => {
  disk = openSmallDisk();
});
afterEach(() => {
  rmSync(`${disk.path}.config.json`, { force: true });
  disk.remove();
});

/** Big enough that no gap in a file's last page holds them. */
const bigEvent = () => makeEvent({ properties: { words: 'x'.repeat(2_000) } });

test('a disk that fills up: 503 with Retry-After, and afterwards all that was acknowledged is there, once', async () => {
  const collector = await spawnCollector({ dataDir: disk.path, config: { sites: [TEST_SITE] } });
  const sender = new Sender();
  for (let batch = 0; batch < 20; batch += 1) await sender.send(collector.url, bigEvent);
  const before = sender.acknowledged.size;
  expect(before).toBe(100);

  disk.fill();
  const answers: (Response | undefined)[] = [];
  for (let batch = 0; batch < 10; batch += 1)
    answers.push(await sender.send(collector.url, bigEvent));
  const refused = answers.filter((answer) => answer?.status === 503);
  expect(answers.every((answer) => answer?.status === 503 || answer?.status === 202)).toBe(true);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) expect(answer?.headers.get('Retry-After')).toMatch(/^\d+$/);
  expect((await fetch(`${collector.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${collector.url}/readyz`)).status).toBe(503);

  disk.free();
  // by itself, for a balancer sends no event before
  expect((await fetch(`${collector.url}/readyz`)).status).toBe(200);
  await expect
    .poll(async () => (await sender.send(collector.url, bigEvent))?.status, { timeout: 10_000 })
    .toBe(202);
  expect(await collector.stop()).toBe(0);

  const again = await openTestCollector({ dataDir: disk.path });
  await again.drainNow();
  const missing = await missingEvents(again.database, [...sender.acknowledged]);
  const log = again.log();
  await again.close();
  expect(sender.acknowledged.size).toBeGreaterThan(before);
  expect(missing).toEqual([]);
  expect(log).not.toContain('refused a row');
});
