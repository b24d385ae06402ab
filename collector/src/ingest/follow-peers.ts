import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { Database } from '../clickhouse/database.ts';
import { hasTable } from '../clickhouse/has-table.ts';
import { createBoundedMap } from '../lib/bounded-map.ts';
import type { Clock } from '../lib/clock.ts';
import { shared } from '../lib/shared.ts';
import { mapInTurns } from '../lib/turns.ts';
import type { EventRow, LearnableEvent } from './event-row.ts';
import type { Live } from './live.ts';
import { textOf } from './recent-ids.ts';

type PeerEvent = LearnableEvent & Pick<EventRow, 'event_id'>;

interface Parts {
  readonly database: Pick<Database, 'serve' | 'write'>;
  /** Undefined for one server. */
  readonly cluster: string | undefined;
  /** What this collector accepts itself. */
  readonly live: Pick<Live, 'subscribe'>;
  readonly clock: Clock;
  readonly onEvent: (event: PeerEvent) => void;
  /** Events that are told from new ones, 89 bytes each. @default 500,000 */
  readonly maxKnown?: number;
  /** Events that are read at once. @default 10,000 */
  readonly pageRows?: number;
}

/** What comes late over the network, or from a collector whose clock is behind. */
const OVERLAP_MS = 10_000;
/** Beyond the overlap nothing is read again. */
const REMEMBERED_MS = 60_000;
/** Which of them are news is looked up in one turn. */
const PAGE_ROWS = 10_000;
const MAX_KNOWN = 500_000;

/**
 * The function that reads what other collectors of the same database accepted since the last time, and hands each event
 * on once; for each second.
 */
export function followPeers({
  database,
  cluster,
  live,
  clock,
  onEvent,
  maxKnown = MAX_KNOWN,
  pageRows = PAGE_ROWS,
}: Parts): () => Promise<void> {
  const prepare = shared(async () => {
    if (await hasTable(database.serve, FEED_NAME)) return;
    await database.write.command(cluster === undefined ? FEED : feedOn(cluster));
  });
  // by id, when it was accepted; bounded by number too, for while the database is away nothing is old enough to go
  const known = createBoundedMap<string, number>(maxKnown);
  let readAt = clock();
  // what was accepted before may be this collector's own and no longer known as such: to learn it twice would be worse than
  // not to hear of the others' before the next start
  let knownSince = 0;

  function know(id: string, receivedAt: number): void {
    const gone = known.put(id, receivedAt);
    if (gone) knownSince = gone[1] + 1;
  }

  live.subscribe((events) => {
    for (const { id, received_at } of events) know(textOf(id), received_at);
  });

  function forgetOld(): void {
    for (const [id, receivedAt] of known.entries()) {
      if (receivedAt > readAt - REMEMBERED_MS) return;
      known.delete(id);
    }
  }

  function hear({ event, receivedAt }: z.output<typeof row>): void {
    onEvent(event);
    know(event.event_id, receivedAt);
  }

  async function readSince(from: number): Promise<void> {
    let last: Place = { received: new Date(from).toISOString(), ...FIRST };
    for (;;) {
      const params = { ...last, rows: pageRows };
      const rows = await database.serve.query({ sql: RECENT, params, row });
      const news = rows.filter(({ event }) => !known.has(event.event_id));
      await mapInTurns(news, hear);
      const newest = rows.at(-1);
      if (!newest || rows.length < pageRows) return;
      last = newest.place;
    }
  }

  return async () => {
    forgetOld();
    await prepare();
    const now = clock();
    // the clock has jumped back
    if (knownSince > now) knownSince = 0;
    const from = Math.max(readAt - OVERLAP_MS, knownSince);
    await readSince(from);
    readAt = now;
  };
}

const EVERY_MS = 1_000;

/** Does `work` each second until `signal`; what fails is told and tried again. */
export async function eachSecond(
  work: () => Promise<void>,
  { signal, onError }: { signal: AbortSignal; onError: (error: unknown) => void },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
    await pause(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Where a page ends and the next one begins, in the order of the query. */
interface Place {
  readonly received: string;
  readonly happened: string;
  readonly site: string;
  readonly id: string;
}

/** Before all others of one moment. */
const FIRST = { happened: new Date(0).toISOString(), site: '', id: '' };

const row = z
  .object({
    site_id: z.string(),
    event_id: z.string(),
    type: z.string(),
    time: z.string(),
    received_at: z.string(),
    visitor_id: z.string(),
    session_id: z.string(),
    internal: z.boolean(),
    purposes: z.array(z.string()),
    item_ids: z.array(z.string()),
  })
  .transform(({ item_ids: itemIds, time, received_at: received, ...rest }) => ({
    receivedAt: Date.parse(received),
    place: { received, happened: time, site: rest.site_id, id: rest.event_id },
    event: {
      ...rest,
      time: Date.parse(time),
      'items.item_id': itemIds,
    } satisfies PeerEvent,
  }));

const RECENT = `
SELECT site_id, event_id, type, time, received_at, visitor_id, session_id, internal, purposes, item_ids
FROM events_recent
WHERE received_at >= {received: DateTime64(3, 'UTC')}
  AND (received_at, time, site_id, event_id)
    > ({received: DateTime64(3, 'UTC')}, {happened: DateTime64(3, 'UTC')}, {site: String}, {id: String})
ORDER BY received_at, time, site_id, event_id
LIMIT {rows: UInt32}`;

const COLUMNS =
  'site_id, event_id, type, time, received_at, visitor_id, session_id, internal, purposes, items.item_id AS item_ids';

const FEED_NAME = 'events_recent_feed';

/** Only where there may be other collectors: it costs each insert a second part. */
const FEED = `CREATE MATERIALIZED VIEW IF NOT EXISTS ${FEED_NAME} TO events_recent AS SELECT ${COLUMNS} FROM events_raw`;

function feedOn(cluster: string): string {
  return `CREATE MATERIALIZED VIEW IF NOT EXISTS ${FEED_NAME} ON CLUSTER '${cluster}'
    TO events_recent_local AS SELECT ${COLUMNS} FROM events_raw_local`;
}
