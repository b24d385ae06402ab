import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createLedger, makeSubjectKey, NO_CHAIN } from '../../../collector/src/consent/ledger.ts';
import { nextStanding } from '../../../collector/src/consent/next-standing.ts';
import { eventRowsLine } from '../../../collector/src/ingest/encode-rows.ts';
import type { JournalLine } from '../../../collector/src/journal/journal.ts';
import { openJournal, type OpenJournal } from '../../../collector/src/journal/open-journal.ts';
import { isoDay } from '../../../collector/src/lib/utc-time.ts';
import { eventRow } from '../../support/event-row.ts';
import { TEST_SITE } from '../../support/open-test-collector.ts';
import { ALL, makeVisitor } from '../../support/wire.ts';

const VISITORS_A_BLOCK = 200;
const EVENTS_A_VISITOR = 10;
const NEVER_MS = 2_000_000_000;

/**
 * Writes so many bytes as the second argument says into the journal of the data folder that the first one names, and prints how
 * many events they are.
 */
const [dataDir = '', leastBytes = ''] = process.argv.slice(2);
process.stdout.write(String(await fillJournal()));

async function fillJournal(): Promise<number> {
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
  while (bytesIn(directory) < Number(leastBytes)) {
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
