import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, WireEvent } from '@tendero/schema';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { openTestCollector, TEST_ORIGIN, TEST_SITE } from '../support/open-test-collector.ts';
import { spawnCollector } from '../support/spawn-collector.ts';
import { decisionOf, makeContext, makeEnvelope, makeEvent } from '../support/wire.ts';

/** Kills of one run of this test; `TENDERO_KILLS` makes it longer. */
const KILLS = Number(process.env['TENDERO_KILLS'] ?? 12);
const SENDERS = 6;
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** One browser that sends until its collector dies, and sends what was not acknowledged again to the next. */
class Sender {
  readonly context: Context = makeContext();
  readonly acknowledged = new Set<string>();
  #queue: WireEvent[] = [decisionOf(this.context)];

  async sendUntilDead(url: string): Promise<void> {
    for (;;) {
      while (this.#queue.length < 5) this.#queue.push(makeEvent());
      const body = JSON.stringify(makeEnvelope([this.context], this.#queue));
      try {
        const headers = { Origin: TEST_ORIGIN, 'User-Agent': USER_AGENT };
        const answer = await fetch(`${url}/v1/events?key=${TEST_SITE.writeKeys[0]}`, {
          method: 'POST',
          headers,
          body,
        });
        if (answer.status !== 202) continue;
      } catch {
        return;
      }
      for (const { id } of this.#queue) this.acknowledged.add(id);
      this.#queue = [];
    }
  }
}

test('every acknowledged event is in the database after kill -9, once, and the books balance', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tendero-kill-'));
  const senders = Array.from({ length: SENDERS }, () => new Sender());
  for (let kill = 0; kill < KILLS; kill += 1) {
    const collector = await spawnCollector({ dataDir, config: { sites: [TEST_SITE] } });
    const sending = Promise.all(senders.map((sender) => sender.sendUntilDead(collector.url)));
    // spread over the life of a segment, so that some kills fall into its insert
    const lifeMs = 50 + Math.random() * 900;
    const timer = setTimeout(() => void collector.kill(), lifeMs);
    await sending;
    clearTimeout(timer);
    await collector.kill();
  }

  const collector = await openTestCollector({ dataDir });
  await collector.drainNow();
  const [count] = await collector.database.serve.query({
    sql: `SELECT count() AS events, uniqExact(event_id) AS ids,
            (SELECT sum(stored) FROM ingest_outcomes FINAL) AS stored,
            (SELECT sum(received) FROM ingest_outcomes FINAL) AS received,
            (SELECT sum(rejected + no_consent + bot + duplicate + stored) FROM ingest_outcomes FINAL) AS outcomes
          FROM events_raw FINAL`,
    row: z.object({
      events: z.number(),
      ids: z.number(),
      stored: z.number(),
      received: z.number(),
      outcomes: z.number(),
    }),
  });
  const acknowledged = senders.flatMap((sender) => [...sender.acknowledged]);
  const missing = await collector.database.serve.query({
    sql: 'SELECT arrayJoin({ids: Array(String)}) AS id WHERE id NOT IN (SELECT event_id FROM events_raw)',
    params: { ids: acknowledged },
    row: z.object({ id: z.string() }),
  });
  const days = await collector.database.serve.query({
    sql: `SELECT (SELECT sum(events) FROM events_per_day FINAL) AS kept, (SELECT count() FROM events_analytics) AS counted`,
    row: z.object({ kept: z.number(), counted: z.number() }),
  });
  await collector.remove();
  rmSync(`${dataDir}.config.json`);

  expect(acknowledged.length).toBeGreaterThan(KILLS);
  expect(missing).toEqual([]);
  expect(count?.events).toBe(count?.ids);
  expect(count?.received).toBe(count?.outcomes);
  // what was stored without an acknowledgement and sent again is a late duplicate, never a loss
  expect(count?.stored).toBeGreaterThanOrEqual(count?.ids ?? 0);
  expect(days[0]?.kept).toBe(days[0]?.counted);
});
