import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startClickHouseFront } from '../support/clickhouse-front.ts';
import { databaseOf } from '../support/database-of.ts';
import { missingEvents } from '../support/missing-events.ts';
import { openTestCollector, TEST_OPERATOR_KEY, TEST_SITE } from '../support/open-test-collector.ts';
import { Sender } from '../support/sender.ts';
import { openSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { type SpawnedCollector, spawnCollector } from '../support/spawn-collector.ts';
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

async function segmentsWaiting({ url }: SpawnedCollector): Promise<number> {
  const headers = { Authorization: `Bearer ${TEST_OPERATOR_KEY}` };
  const text = await (await fetch(`${url}/metrics`, { headers })).text();
  return Number(/^tendero_journal_segments_waiting (\d+)/m.exec(text)?.[1]);
}

test('a disk that fills up while its server is away empties itself into the server, and starts while it is full', async () => {
  const front = await startClickHouseFront();
  const copy = join(disk.path, 'consent.copy');
  const config = { sites: [TEST_SITE], operatorKeys: [TEST_OPERATOR_KEY] };
  const env = {
    CLICKHOUSE_URL: front.url,
    CLICKHOUSE_DATABASE: databaseOf(disk.path, front.url),
  };
  const start = () => spawnCollector({ dataDir: disk.path, config, env });
  let collector = await start();
  expect(existsSync(copy)).toBe(true);

  await front.suffer('refusing');
  // decisions of so many visitors, in one segment, fit into no gap of the copy's last page
  const senders = Array.from({ length: 40 }, () => new Sender());
  await Promise.all(senders.map((sender) => sender.send(collector.url, bigEvent)));
  const drained = { timeout: 60_000, interval: 100 };
  await expect.poll(() => segmentsWaiting(collector), drained).toBeGreaterThan(0);
  disk.fill();
  await front.suffer(undefined);
  await expect.poll(() => segmentsWaiting(collector), drained).toBe(0);
  expect(collector.output()).toContain('the consent kept beside the journal can not be written');
  expect(await collector.stop()).toBe(0);

  disk.fill();
  collector = await start();
  expect(existsSync(copy)).toBe(false);
  disk.free();
  const [sender = new Sender()] = senders;
  await expect
    .poll(async () => (await sender.send(collector.url, bigEvent))?.status, { timeout: 10_000 })
    .toBe(202);
  await expect.poll(() => existsSync(copy), drained).toBe(true);
  expect(await collector.stop()).toBe(0);

  const again = await openTestCollector({ dataDir: disk.path, url: front.url });
  await again.drainNow();
  const acknowledged = senders.flatMap((one) => [...one.acknowledged]);
  expect(acknowledged.length).toBeGreaterThan(200);
  expect(await missingEvents(again.database, acknowledged)).toEqual([]);
  await again.close();
  await front.close();
});
