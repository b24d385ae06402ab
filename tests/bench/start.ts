import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as z from 'zod';
import { bundleProcess } from '../support/bundle-process.ts';
import { openTestCollector, TEST_OPERATOR_KEY, TEST_SITE } from '../support/open-test-collector.ts';
import { Sender } from '../support/sender.ts';
import { spawnCollector, type SpawnedCollector } from '../support/spawn-collector.ts';
import type { Bench } from './lib/bench.ts';

const JOURNAL_BYTES = 1_000_000_000;
const MOST_SECONDS = 5;
const LONGEST_DRAIN_MS = 600_000;

const config = { sites: [TEST_SITE], operatorKeys: [TEST_OPERATOR_KEY] };

/** How long a start takes that finds a gigabyte of events in its journal. */
export const bench: Bench = {
  about: 'a start with 1 GB of journal: when it accepts, and when all of it is in the database',
  needs: [],
  async run() {
    const dataDir = mkdtempSync(join(tmpdir(), 'tendero-start-'));
    try {
      // the database is there already, as after a crash
      await (await spawnCollector({ dataDir, config })).stop();
      const rows = await fillJournal(dataDir);
      const startedAt = performance.now();
      const since = () => (performance.now() - startedAt) / 1_000;
      const collector = await spawnCollector({ dataDir, config });
      const sender = new Sender();
      const answer = await sender.send(collector.url);
      const readySeconds = since();
      await drained(collector);
      const drainedSeconds = since();
      await collector.stop();
      const expected = rows + sender.acknowledged.size;
      const found = await countEvents(dataDir);
      return {
        figures: {
          journal: `${(JOURNAL_BYTES / 1e9).toFixed(0)} GB, ${rows.toLocaleString('en')} events`,
          'first event acknowledged': `${readySeconds.toFixed(1)} s after the start (aim: ${MOST_SECONDS} s)`,
          'all in the database': `${drainedSeconds.toFixed(0)} s after the start`,
        },
        checks: [
          {
            name: 'the first event was acknowledged in time',
            holds: answer?.status === 202 && readySeconds <= MOST_SECONDS,
          },
          { name: `all ${expected} events are there, once`, holds: found === expected },
        ],
      };
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
      rmSync(`${dataDir}.config.json`, { force: true });
    }
  },
};

/** Fills the journal in a process of its own, which is gone with its memory when the start begins; returns how many events it wrote. */
async function fillJournal(dataDir: string): Promise<number> {
  const script = await bundleProcess(join(import.meta.dirname, 'start/fill-process.ts'));
  const { stdout } = await promisify(execFile)(process.execPath, [
    script,
    dataDir,
    String(JOURNAL_BYTES),
  ]);
  return Number(stdout);
}

async function drained({ url }: SpawnedCollector): Promise<void> {
  const until = performance.now() + LONGEST_DRAIN_MS;
  while (performance.now() < until) {
    const answer = await fetch(`${url}/metrics`, {
      headers: { Authorization: `Bearer ${TEST_OPERATOR_KEY}` },
    });
    if (/^tendero_journal_segments_waiting 0$/m.test(await answer.text())) return;
    await pause(500);
  }
}

async function countEvents(dataDir: string): Promise<number> {
  const collector = await openTestCollector({ dataDir });
  await collector.drainNow();
  const [row] = await collector.database.serve.query({
    sql: 'SELECT count() AS events, uniqExact(event_id) AS ids FROM events_raw FINAL',
    row: z.object({ events: z.number(), ids: z.number() }),
  });
  await collector.close();
  return row?.events === row?.ids ? (row?.events ?? 0) : -1;
}
