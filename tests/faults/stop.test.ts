import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WireEvent } from '@tendero/schema';
import { expect, test } from 'vitest';
import { checkKept, NOTHING_WRONG } from '../support/check-kept.ts';
import { missingEvents } from '../support/missing-events.ts';
import { openTestCollector, TEST_ORIGIN, TEST_SITE } from '../support/open-test-collector.ts';
import { Sender } from '../support/sender.ts';
import { spawnCollector } from '../support/spawn-collector.ts';
import { decisionOf, makeContext, makeEnvelope, makeEvent } from '../support/wire.ts';

const SENDERS = 20;

test('SIGTERM under load: leaves within ten seconds, and all that was acknowledged is there', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tendero-stop-'));
  const collector = await spawnCollector({ dataDir, config: { sites: [TEST_SITE] } });
  const senders = Array.from({ length: SENDERS }, () => new Sender());
  const sending = Promise.all(senders.map((sender) => sender.sendUntilGone(collector.url)));
  await expect
    .poll(() => acknowledgedBy(senders).length, { timeout: 20_000 })
    .toBeGreaterThan(2_000);

  const askedAt = performance.now();
  expect(await collector.stop()).toBe(0);
  expect(performance.now() - askedAt).toBeLessThan(10_000);
  await sending;

  const again = await openTestCollector({ dataDir });
  await again.drainNow();
  const missing = await missingEvents(again.database, acknowledgedBy(senders));
  await again.remove();
  rmSync(`${dataDir}.config.json`);
  expect(missing).toEqual([]);
});

test('SIGTERM under load on connections that stay open: they end by themselves, and no event is stored without an answer', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tendero-open-'));
  const collector = await spawnCollector({ dataDir, config: { sites: [TEST_SITE] } });
  const agent = new Agent({ keepAlive: true });
  const context = makeContext();
  const acknowledged: string[] = [];
  let sent = 0;
  const accept = async (events: readonly WireEvent[]) => {
    sent += events.length;
    const status = await post(agent, collector.url, makeEnvelope([context], events));
    if (status === 202) acknowledged.push(...events.map(({ id }) => id));
    return status;
  };
  const sendUntilGone = async () => {
    while ((await accept([makeEvent()])) === 202);
  };
  expect(await accept([decisionOf(context)])).toBe(202);
  const sending = Promise.all(Array.from({ length: SENDERS }, sendUntilGone));
  await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(1_000);

  const askedAt = performance.now();
  expect(await collector.stop()).toBe(0);
  // what is cut is cut after five
  expect(performance.now() - askedAt).toBeLessThan(5_000);
  await sending;
  agent.destroy();
  expect(sent).toBeGreaterThan(acknowledged.length);

  const again = await openTestCollector({ dataDir });
  await again.drainNow();
  const kept = await checkKept(again.database, acknowledged);
  await again.remove();
  rmSync(`${dataDir}.config.json`);
  expect(kept).toMatchObject({ ...NOTHING_WRONG, events: acknowledged.length });
});

test('restarts under load, with clients that send again what was not acknowledged: all that ever happened is there, once', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tendero-restart-'));
  const start = (port = '0') =>
    spawnCollector({ dataDir, config: { sites: [TEST_SITE] }, env: { PORT: port } });
  const senders = Array.from({ length: SENDERS }, () => new Sender());
  let running = start();
  let isOver = false;
  const sendOn = async (sender: Sender) => {
    while (!isOver || sender.waiting > 0) {
      const { url } = await running;
      await sender.send(url);
    }
  };
  const sending = Promise.all(senders.map(sendOn));
  for (let restart = 0; restart < 2; restart += 1) {
    const known = acknowledgedBy(senders).length;
    await expect
      .poll(() => acknowledgedBy(senders).length, { timeout: 20_000 })
      .toBeGreaterThan(known + 500);
    const collector = await running;
    const left = collector.stop();
    const port = new URL(collector.url).port;
    running = left.then(() => start(port));
    expect(await left).toBe(0);
    await running;
  }
  isOver = true;
  await sending;
  expect(await (await running).stop()).toBe(0);

  const again = await openTestCollector({ dataDir });
  await again.drainNow();
  const acknowledged = acknowledgedBy(senders);
  const kept = await checkKept(again.database, acknowledged);
  await again.remove();
  rmSync(`${dataDir}.config.json`);
  expect(kept).toMatchObject({ ...NOTHING_WRONG, events: acknowledged.length });
});

test('SIGTERM ends it too when nobody reads its log any more', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tendero-unread-'));
  const collector = await spawnCollector({ dataDir, config: { sites: [TEST_SITE] } });
  await expect.poll(async () => (await fetch(`${collector.url}/readyz`)).status).toBe(200);
  collector.stopReading();
  expect(await collector.stop()).toBe(0);
  rmSync(dataDir, { recursive: true });
  rmSync(`${dataDir}.config.json`);
});

function acknowledgedBy(senders: readonly Sender[]): string[] {
  return senders.flatMap((sender) => [...sender.acknowledged]);
}

/** The status of the answer; undefined when none came. */
function post(agent: Agent, url: string, envelope: object): Promise<number | undefined> {
  const body = JSON.stringify(envelope);
  return new Promise((resolve) => {
    const asked = request(`${url}/v1/events?key=${TEST_SITE.writeKeys[0]}`, {
      agent,
      method: 'POST',
      headers: {
        Origin: TEST_ORIGIN,
        'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        'Content-Length': Buffer.byteLength(body),
      },
    });
    asked.on('response', (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    asked.on('error', () => resolve(undefined));
    asked.end(body);
  });
}
