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

/** Orders and contacts of the shop's server have books of their own: sent again they replace what was there. */
const TABLES = { browser: 'ingest_outcomes', server: 'server_outcomes' };

interface BookQuery {
  readonly siteId: string;
  readonly timeZone: string;
  readonly step: keyof typeof STEPS;
  readonly sinceMs: number;
  /** @default browser */
  readonly source?: keyof typeof TABLES;
}

/** The books since `sinceMs` (ms UTC), newest first; steps without arrivals are absent. */
export function deliveryBook(
  lane: ReadLane,
  { siteId, timeZone, step, sinceMs, source = 'browser' }: BookQuery,
): Promise<BookLine[]> {
  const table = TABLES[source];
  return lane.query({
    sql: `
      SELECT
        toUnixTimestamp(${STEPS[step]}) * 1000 AS at,
        sum(${table}.received) AS received, sum(${table}.rejected) AS rejected,
        sum(${table}.no_consent) AS no_consent, sum(${table}.bot) AS bot,
        sum(${table}.duplicate) AS duplicate, sum(${table}.stored) AS stored,
        sum(${table}.replayed) AS replayed
      FROM ${table} FINAL
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

const botRow = z.object({
  family: z.string(),
  count: z.coerce.number(),
  /** Ms UTC. */
  firstAt: z.coerce.number(),
  lastAt: z.coerce.number(),
});

/** Events of one kind of program that browsed with somebody's consent. */
export type BotFamily = Readonly<z.output<typeof botRow>>;

/** Which programs came, most frequent first; nothing of whom they browsed for. */
export function botFamilies(
  lane: ReadLane,
  { siteId, limit }: { siteId: string; limit: number },
): Promise<BotFamily[]> {
  return lane.query({
    sql: `
      SELECT
        message AS family, count() AS count,
        toUnixTimestamp64Milli(min(received_at)) AS firstAt, toUnixTimestamp64Milli(max(received_at)) AS lastAt
      FROM events_set_aside FINAL
      WHERE site_id = {site:String} AND outcome = 'bot'
      GROUP BY family
      ORDER BY count DESC, family
      LIMIT {limit:UInt32}`,
    params: { site: siteId, limit },
    row: botRow,
  });
}

/** How many rejected events are kept with their content, so that they can be judged again. */
export async function keptRejections(lane: ReadLane, siteId: string): Promise<number> {
  const [row] = await lane.query({
    sql: `
      SELECT count() AS kept
      FROM events_set_aside FINAL
      WHERE site_id = {site:String} AND outcome = 'rejected' AND body != ''`,
    params: { site: siteId },
    row: z.object({ kept: z.coerce.number() }),
  });
  return row?.kept ?? 0;
}
