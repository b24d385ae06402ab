import * as z from 'zod';
import type { Database } from '../../collector/src/clickhouse/database.ts';
import { missingEvents } from './missing-events.ts';

/** What is wrong with what a database holds; nothing is, where all of it is empty. */
export interface Kept {
  /** Acknowledged events that are not there. */
  readonly missing: readonly string[];
  /** Views that show an event twice. */
  readonly doubled: readonly string[];
  /** Figures of days that differ from a deduplicated recount, of all there are. */
  readonly wrongDays: readonly string[];
  /** What the books say and what is there. */
  readonly books: readonly string[];
  /** Whether the chain of consent has a gap, a fork or a link that does not fit. */
  readonly brokenChain: readonly string[];
  readonly events: number;
  /** Rows that repeat an event; no query shows them. */
  readonly copies: number;
}

/** Of a database that holds what it should. */
export const NOTHING_WRONG = {
  missing: [],
  doubled: [],
  wrongDays: [],
  books: [],
  brokenChain: [],
} satisfies Partial<Kept>;

const VIEWS = ['events_raw FINAL', 'events_analytics', 'events_personalization', 'held_events'];

const lines = z.object({ line: z.string() });

/** Compares what was acknowledged with what every view shows. */
export async function checkKept(
  { serve }: Pick<Database, 'serve'>,
  acknowledged: readonly string[],
): Promise<Kept> {
  const read = async (sql: string) =>
    (await serve.query({ sql, row: lines })).map(({ line }) => line);
  const [counts] = await serve.query({ sql: COUNTS, row: z.record(z.string(), z.number()) });
  return {
    missing: await missingEvents({ serve }, acknowledged),
    doubled: await read(VIEWS.map(doubledIn).join('\nUNION ALL\n')),
    wrongDays: await read(WRONG_DAYS),
    books: await read(BOOKS),
    brokenChain: await read(BROKEN_CHAIN),
    events: counts?.['events'] ?? 0,
    copies: counts?.['copies'] ?? 0,
  };
}

function doubledIn(view: string): string {
  return `SELECT '${view}' AS line FROM (SELECT count() AS events, uniqExact(site_id, event_id) AS ids FROM ${view}) WHERE events != ids`;
}

const COUNTS = `
SELECT uniqExact(site_id, event_id) AS events, count() - events AS copies
FROM events_raw`;

const WRONG_DAYS = `
SELECT concat(toString(day), ' ', type, ': ', toString(groupArray(figures))) AS line
FROM
(
    SELECT day, type, (events, visitors, sessions) AS figures
    FROM events_per_day FINAL
    WHERE events > 0
    UNION ALL
    SELECT day, type, (count(), uniqExactIf(visitor_id, visitor_id != ''), uniqExactIf(session_id, session_id != ''))
    FROM events_analytics
    WHERE NOT internal
    GROUP BY site_id, day, type
)
GROUP BY day, type
HAVING count() != 2 OR uniqExact(figures) != 1`;

const BOOKS = `
SELECT concat('received ', toString(arrived), ', outcomes ', toString(outcomes), ', stored ', toString(taken), ', held ', toString(held)) AS line
FROM
(
    SELECT
        sum(received) AS arrived,
        sum(rejected + no_consent + bot + duplicate + stored) AS outcomes,
        sum(stored) AS taken,
        (SELECT count() FROM held_events) AS held
    FROM ingest_outcomes FINAL
)
WHERE arrived != outcomes OR taken < held`;

const BROKEN_CHAIN = `
SELECT concat(collector_id, ' ', toString(sequence)) AS line
FROM
(
    SELECT
        collector_id, sequence, previous_hash,
        lagInFrame(hash, 1, repeat('0', 64)) OVER before AS hash_before,
        row_number() OVER before AS position
    FROM consent_ledger FINAL
    WINDOW before AS (PARTITION BY collector_id ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)
WHERE sequence != position OR previous_hash != hash_before
LIMIT 5`;
