import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { Database } from '../clickhouse/database.ts';
import { shared } from '../lib/shared.ts';
import type { Clock } from '../lib/clock.ts';
import type { LearnableEvent } from './event-row.ts';
import type { Live } from './live.ts';

interface Parts {
  readonly database: Pick<Database, 'serve' | 'write'>;
  /** Undefined for one server. */
  readonly cluster: string | undefined;
  /** What this collector accepts itself. */
  readonly live: Pick<Live, 'subscribe'>;
  readonly clock: Clock;
  readonly onEvents: (events: readonly LearnableEvent[]) => Promise<void>;
}

/** What comes late over the network, or from a collector whose clock is behind. */
const OVERLAP_MS = 10_000;
/** Beyond the overlap nothing is read again. */
const REMEMBERED_MS = 60_000;
const MAX_ROWS = 50_000;

/**
 * The function that reads what other collectors of the same database accepted since the last time, and hands each event
 * on once; for each second.
 */
export function followPeers({
  database,
  cluster,
  live,
  clock,
  onEvents,
}: Parts): () => Promise<void> {
  const prepare = shared(() =>
    database.write.command(cluster === undefined ? FEED : feedOn(cluster)),
  );
  const known = new Map<string, number>();
  let readAt = clock();
  live.subscribe((events) => {
    for (const event of events) known.set(event.event_id, clock());
  });

  function forgetOld(now: number): void {
    for (const [id, since] of known) {
      if (since > now - REMEMBERED_MS) return;
      known.delete(id);
    }
  }

  return async () => {
    await prepare();
    const now = clock();
    const since = new Date(readAt - OVERLAP_MS).toISOString();
    const rows = await database.serve.query({
      sql: RECENT,
      params: { since, rows: MAX_ROWS },
      row,
    });
    const news = rows.filter((event) => !known.has(event.event_id));
    await onEvents(news);
    for (const event of news) known.set(event.event_id, now);
    readAt = now;
    forgetOld(now);
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

const row = z
  .object({
    site_id: z.string(),
    event_id: z.string(),
    type: z.string(),
    time: z.string(),
    visitor_id: z.string(),
    session_id: z.string(),
    internal: z.boolean(),
    purposes: z.array(z.string()),
    item_ids: z.array(z.string()),
  })
  .transform(({ item_ids: itemIds, time, ...rest }): LearnableEvent => ({
    ...rest,
    time: Date.parse(time),
    'items.item_id': itemIds,
  }));

const RECENT = `
SELECT site_id, event_id, type, time, visitor_id, session_id, internal, purposes, item_ids
FROM events_recent
WHERE received_at >= {since: DateTime64(3, 'UTC')}
ORDER BY received_at, time, event_id
LIMIT {rows: UInt32}`;

const COLUMNS =
  'site_id, event_id, type, time, received_at, visitor_id, session_id, internal, purposes, items.item_id AS item_ids';

/** Only where there may be other collectors: it costs each insert a second part. */
const FEED = `CREATE MATERIALIZED VIEW IF NOT EXISTS events_recent_feed TO events_recent AS SELECT ${COLUMNS} FROM events_raw`;

function feedOn(cluster: string): string {
  return `CREATE MATERIALIZED VIEW IF NOT EXISTS events_recent_feed ON CLUSTER '${cluster}'
    TO events_recent_local AS SELECT ${COLUMNS} FROM events_raw_local`;
}
