import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { missingEvents } from '../support/missing-events.ts';
import { openTestCollector, TEST_SITE } from '../support/open-test-collector.ts';
import { Sender } from '../support/sender.ts';
import { spawnCollector } from '../support/spawn-collector.ts';

/** Kills of one run of this test; `TENDERO_KILLS` makes it longer. */
const KILLS = Number(process.env['TENDERO_KILLS'] ?? 12);
const SENDERS = 6;
test('every acknowledged event is in the database after kill -9, once, and the books balance', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tendero-kill-'));
  const senders = Array.from({ length: SENDERS }, () => new Sender());
  for (let kill = 0; kill < KILLS; kill += 1) {
    const collector = await spawnCollector({ dataDir, config: { sites: [TEST_SITE] } });
    const sending = Promise.all(senders.map((sender) => sender.sendUntilGone(collector.url)));
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
  const missing = await missingEvents(collector.database, acknowledged);
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
