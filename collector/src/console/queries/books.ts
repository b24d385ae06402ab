import * as z from 'zod';
import type { ReadLane } from '../../clickhouse/database.ts';

const bookRow = z.object({
  /** Start of the minute or hour, ms UTC. */
  at: z.coerce.number(),
  received: z.coerce.number(),
  rejected: z.coerce.number(),
  no_consent: z.coerce.number(),
  bot: z.coerce.number(),
  duplicate: z.coerce.number(),
  stored: z.coerce.number(),
  replayed: z.coerce.number(),
});

/** What became of the events that arrived in one minute or hour. */
export type BookLine = Readonly<z.output<typeof bookRow>>;

const STEPS = { minute: 'toStartOfMinute(minute)', hour: 'toStartOfHour(minute, {zone:String})' };

/** The books since `sinceMs` (ms UTC), newest first; steps without arrivals are absent. */
export function deliveryBook(
  lane: ReadLane,
  {
    siteId,
    timeZone,
    step,
    sinceMs,
  }: { siteId: string; timeZone: string; step: keyof typeof STEPS; sinceMs: number },
): Promise<BookLine[]> {
  return lane.query({
    sql: `
      SELECT
        toUnixTimestamp(${STEPS[step]}) * 1000 AS at,
        sum(ingest_outcomes.received) AS received, sum(ingest_outcomes.rejected) AS rejected,
        sum(ingest_outcomes.no_consent) AS no_consent, sum(ingest_outcomes.bot) AS bot,
        sum(ingest_outcomes.duplicate) AS duplicate, sum(ingest_outcomes.stored) AS stored,
        sum(ingest_outcomes.replayed) AS replayed
      FROM ingest_outcomes FINAL
      WHERE site_id = {site:String} AND minute >= fromUnixTimestamp64Milli({since:Int64})
      GROUP BY at
      ORDER BY at DESC`,
    params: { site: siteId, zone: timeZone, since: sinceMs },
    row: bookRow,
  });
}

const rejectionRow = z.object({
  code: z.string(),
  path: z.string(),
  message: z.string(),
  count: z.coerce.number(),
  /** Ms UTC. */
  lastAt: z.coerce.number(),
});

/** One reason for which events were rejected. */
export type RejectionReason = Readonly<z.output<typeof rejectionRow>>;

/** Why events were rejected, most frequent first; nothing of their content. */
export function rejectionReasons(
  lane: ReadLane,
  { siteId, limit }: { siteId: string; limit: number },
): Promise<RejectionReason[]> {
  return lane.query({
    sql: `
      SELECT code, path, message, count() AS count, toUnixTimestamp64Milli(max(received_at)) AS lastAt
      FROM events_set_aside FINAL
      WHERE site_id = {site:String} AND outcome = 'rejected'
      GROUP BY code, path, message
      ORDER BY count DESC, code, path, message
      LIMIT {limit:UInt32}`,
    params: { site: siteId, limit },
    row: rejectionRow,
  });
}

const lateRow = z.object({ stored: z.coerce.number(), distinct: z.coerce.number() });

/** Events that were stored, at once or by a replay, and how many distinct ones they are: the difference came twice and was seen late. */
export type LateDuplicates = Readonly<z.output<typeof lateRow>>;

/** Over all time. */
export async function lateDuplicates(lane: ReadLane, siteId: string): Promise<LateDuplicates> {
  const [row] = await lane.query({
    sql: `
      SELECT
        (SELECT sum(ingest_outcomes.stored + ingest_outcomes.replayed) FROM ingest_outcomes FINAL WHERE site_id = {site:String}) AS stored,
        (SELECT uniqExact(event_id) FROM held_events WHERE site_id = {site:String}) AS distinct`,
    params: { site: siteId },
    row: lateRow,
  });
  return row ?? { stored: 0, distinct: 0 };
}
