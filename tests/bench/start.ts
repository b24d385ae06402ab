import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { createLedger, makeSubjectKey, NO_CHAIN } from '../../collector/src/consent/ledger.ts';
import { nextStanding } from '../../collector/src/consent/next-standing.ts';
import { eventRowsLine } from '../../collector/src/ingest/encode-rows.ts';
import type { JournalLine } from '../../collector/src/journal/journal.ts';
import { openJournal, type OpenJournal } from '../../collector/src/journal/open-journal.ts';
import { isoDay } from '../../collector/src/lib/utc-time.ts';
import { eventRow } from '../support/event-row.ts';
import { openTestCollector, TEST_OPERATOR_KEY, TEST_SITE } from '../support/open-test-collector.ts';
import { Sender } from '../support/sender.ts';
import { spawnCollector, type SpawnedCollector } from '../support/spawn-collector.ts';
import { ALL, makeVisitor } from '../support/wire.ts';
import type { Bench } from './lib/bench.ts';

const JOURNAL_BYTES = 1_000_000_000;
const VISITORS_A_BLOCK = 200;
const EVENTS_A_VISITOR = 10;
const NEVER_MS = 2_000_000_000;
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

/** Returns how many events it wrote. */
async function fillJournal(dataDir: string): Promise<number> {
  const directory = join(dataDir, 'journal');
  const collectorId = readFileSync(join(dataDir, 'collector-id'), 'utf8');
  const ledger = createLedger({ collectorId, head: NO_CHAIN });
  const journal = await openJournal({
    directory,
    clock: Date.now,
    summarize: () => [],
    sealAfterMs: NEVER_MS,
  });
  let rows = 0;
  while (bytesIn(directory) < JOURNAL_BYTES) {
    const lines = Array.from({ length: VISITORS_A_BLOCK }, () => visit(ledger)).flat();
    rows += VISITORS_A_BLOCK * (EVENTS_A_VISITOR + 1);
    await appendAll(journal, lines);
  }
  await journal.close();
  return rows;
}

function bytesIn(directory: string): number {
  return readdirSync(directory).reduce(
    (sum, name) => sum + statSync(join(directory, name)).size,
    0,
  );
}

function appendAll(journal: OpenJournal, lines: readonly JournalLine[]): Promise<void> {
  return journal.append(lines, [{ siteId: TEST_SITE.id, day: isoDay(Date.now()) }]);
}

/** What one visitor brings: a decision, and the events of a page. */
function visit(ledger: ReturnType<typeof createLedger>): JournalLine[] {
  const now = Date.now();
  const visitorId = makeVisitor();
  const id = randomUUID();
  const decision = { states: ALL, version: '1', at: now, source: 'banner' } as const;
  const arrived = { id, decision, sentAt: now, receivedAt: now, gpc: false };
  const standing = nextStanding(undefined, arrived, makeSubjectKey);
  if (!standing) throw new Error('a first decision always stands');
  const make = (event_id: string, type: string, itemIds: readonly string[]) =>
    eventRow({
      event_id,
      type,
      itemIds,
      time: now,
      client_day: isoDay(now),
      day: isoDay(now),
      received_at: now,
      visitor_id: visitorId,
      session_id: id,
      purposes: ['analytics', 'personalization'],
      page_url: 'https://shop.example/p/blue-teapot?utm_source=newsletter',
      page_title: 'Blue teapot, 1.2 litres',
    });
  const events = Array.from({ length: EVENTS_A_VISITOR }, (_, index) =>
    index % 2 === 0
      ? make(randomUUID(), 'page_view', [])
      : make(randomUUID(), 'view_item', [`item-${index}`]),
  );
  const recorded = { siteId: TEST_SITE.id, visitorId, arrived, standing };
  return [...ledger.lines(recorded), eventRowsLine([make(id, 'consent_update', []), ...events])];
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
