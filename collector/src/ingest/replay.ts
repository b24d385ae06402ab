import * as z from 'zod';
import type { ReadLane } from '../clickhouse/database.ts';
import type { Site } from '../config.ts';
import type { ConsentStanders } from '../consent/consent-store.ts';
import { grantedPurposes } from '../consent/granted.ts';
import type { Journal, JournalLine } from '../journal/journal.ts';
import { mapInTurns } from '../lib/turns.ts';
import { isRecorded } from './accept.ts';
import { checkContext, checkEvent } from './check-event.ts';
import { eventRowsLine } from './encode-rows.ts';
import type { EventRow } from './event-row.ts';
import { toTally } from './outcome-lines.ts';
import { encodeProperties, toRow } from './to-row.ts';
import { pageColumns, visitColumns } from './visit-columns.ts';

/** What became of the rejected events that were kept. */
export interface ReplayReport {
  /** In the events now. */
  replayed: number;
  /** Still not what the contract asks for. */
  rejected: number;
  /** Consent has been withdrawn since. */
  no_consent: number;
}

interface ReplayOptions {
  readonly site: Site;
  readonly lane: ReadLane;
  readonly journal: Journal;
  readonly consent: ConsentStanders;
  readonly now: number;
}

/** Each may have a body of 128 KiB, and all of them come in one turn. */
const PAGE_ROWS = 50;
const NO_CLIENT = { isBot: false, family: '', device: '', browser: '', os: '' };

const asideRow = z.object({
  line_id: z.string(),
  received_ms: z.coerce.number(),
  code: z.string(),
  path: z.string(),
  message: z.string(),
  visitor_id: z.string(),
  event_id: z.string(),
  body: z.string(),
});
type AsideRow = z.output<typeof asideRow>;

const keptBody = z.object({
  event: z.record(z.string(), z.unknown()),
  context: z.unknown(),
  sentAt: z.number(),
  // bodies of earlier versions do not say
  internal: z.boolean().default(false),
});

/**
 * Judges the rejected events of a site again, by today's contract and today's consent. Those that pass are stored
 * with their own ids and booked as `replayed`; doing it again changes nothing.
 */
export async function replay(options: ReplayOptions): Promise<ReplayReport> {
  const report: ReplayReport = { replayed: 0, rejected: 0, no_consent: 0 };
  let last = { received_ms: 0, line_id: '' };
  for (;;) {
    const rows = await readPage(options, last);
    const checked = await mapInTurns(rows, (aside) => ({ aside, passed: check(aside) }));
    // all in the turn that stores them: what is withdrawn before it counts
    const judged = checked.map(({ aside, passed }) => ({
      aside,
      verdict: judge(passed, aside.visitor_id, options),
    }));
    const stored = judged.flatMap(({ aside, verdict }) =>
      typeof verdict === 'string' ? [] : [{ aside, row: verdict }],
    );
    for (const { verdict } of judged) if (typeof verdict === 'string') report[verdict] += 1;
    await store(stored, options);
    report.replayed += stored.length;
    const newest = rows.at(-1);
    if (!newest || rows.length < PAGE_ROWS) return report;
    last = newest;
  }
}

function readPage(
  { lane, site }: ReplayOptions,
  last: Pick<AsideRow, 'received_ms' | 'line_id'>,
): Promise<AsideRow[]> {
  return lane.query({
    sql: PAGE,
    params: { site: site.id, since: last.received_ms, line: last.line_id, rows: PAGE_ROWS },
    row: asideRow,
  });
}

/** What passes today's contract, masked, which takes longest; undefined where it does not. */
function check(aside: AsideRow) {
  const { event: value, context: kept, sentAt, internal } = keptBody.parse(JSON.parse(aside.body));
  const contexts = [checkContext(kept)];
  const checked = checkEvent({ ...value, context: 0 }, contexts, {
    sentAt,
    receivedAt: aside.received_ms,
  });
  if (!checked.ok) return undefined;
  const { event, context, time } = checked;
  const properties = encodeProperties(event.properties);
  return { event, context, time, properties, page: pageColumns(context.page), internal };
}
type Passed = NonNullable<ReturnType<typeof check>>;

/** What becomes of it by today's consent. */
function judge(
  passed: Passed | undefined,
  visitorId: string,
  { site, consent, now }: ReplayOptions,
): EventRow | 'rejected' | 'no_consent' {
  if (!passed) return 'rejected';
  const { context, page, internal, ...happened } = passed;
  const standing = consent.standing(site.id, visitorId);
  const purposes = grantedPurposes(context.consent.states).filter((one) =>
    standing?.granted.includes(one),
  );
  if (!isRecorded(purposes)) return 'no_consent';
  const client = NO_CLIENT;
  const visit = { context, site, client, country: '', purposes, receivedAt: now, internal };
  return toRow({ ...happened, timeZone: site.timeZone }, visitColumns(visit, page));
}

/** The events and the marks that they are no longer set aside, in one block. */
async function store(
  stored: readonly { aside: AsideRow; row: EventRow }[],
  { site, journal, now }: ReplayOptions,
): Promise<void> {
  if (stored.length === 0) return;
  const lines = stored.flatMap(({ aside, row }): JournalLine[] => [
    eventRowsLine([row]),
    { table: 'events_set_aside', json: mark(aside, site.id) },
  ]);
  const touched = stored.map(({ row }) => ({ siteId: site.id, day: row.day }));
  const tally = toTally(site.id, now, { replayed: stored.length });
  await journal.append(lines, touched, { receivedAt: now, tally });
}

/** Has the key of the line that it replaces. */
function mark({ received_ms, ...aside }: AsideRow, siteId: string): string {
  const received_at = new Date(received_ms).toISOString();
  return JSON.stringify({ ...aside, site_id: siteId, received_at, outcome: 'replayed', body: '' });
}

const PAGE = `
SELECT
    line_id, toUnixTimestamp64Milli(received_at) AS received_ms, code, path, message, visitor_id, event_id, body
FROM events_set_aside FINAL
WHERE site_id = {site: String} AND outcome = 'rejected' AND body != ''
  AND (received_ms, line_id) > ({since: Int64}, {line: String})
ORDER BY received_ms, line_id
LIMIT {rows: UInt32}`;
