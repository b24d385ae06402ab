import * as z from 'zod';
import type { ReadLane } from '../../clickhouse/database.ts';
import { BROWSER_EVENTS_SQL, DEEDS_SQL, type Scope, scopeParams } from './scope.ts';

const flag = z.union([z.boolean(), z.number()]).transform(Boolean);

const arrivalRow = z.object({
  type: z.string(),
  /** Ms UTC. */
  time: z.coerce.number(),
  path: z.string(),
  items: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Whether a widget showed what this is about. */
  isDecided: flag,
  purposes: z.array(z.string()),
  isTeam: flag,
});

/** An event as the live pages show it: nothing that tells who it was. */
export type Arrival = Readonly<z.output<typeof arrivalRow>>;

/** The newest of what people did, without measurements, since `sinceMs` (ms UTC). */
export function recentArrivals(
  lane: ReadLane,
  { scope, sinceMs, limit }: { scope: Scope; sinceMs: number; limit: number },
): Promise<Arrival[]> {
  return lane.query({
    sql: `
      SELECT type, toUnixTimestamp64Milli(time) AS time, page_path AS path,
        arrayMap((id, name) -> CAST((id, name), 'Tuple(id String, name String)'), items.item_id, items.item_name) AS items,
        mapContains(properties, 'decision') AS isDecided, purposes, internal AS isTeam
      FROM events_analytics
      WHERE ${BROWSER_EVENTS_SQL} AND ${DEEDS_SQL} AND received_at >= fromUnixTimestamp64Milli({since:Int64})
      ORDER BY received_at DESC, events_analytics.time DESC, event_id
      LIMIT {limit:UInt32}`,
    params: { ...scopeParams(scope), since: sinceMs, limit },
    row: arrivalRow,
  });
}

const originRow = z.object({ origin: z.string(), lastAt: z.coerce.number() });

/** When each origin last sent an event, since `sinceMs` (ms UTC); the team's own visits count too. */
export function lastArrivals(
  lane: ReadLane,
  { siteId, sinceMs }: { siteId: string; sinceMs: number },
): Promise<z.output<typeof originRow>[]> {
  return lane.query({
    sql: `
      SELECT lower(extract(page_url, '^https?://[^/?#]+')) AS origin, toUnixTimestamp64Milli(max(received_at)) AS lastAt
      FROM events_analytics
      WHERE site_id = {site:String} AND source = 'browser' AND received_at >= fromUnixTimestamp64Milli({since:Int64})
      GROUP BY origin
      HAVING origin != ''
      ORDER BY lastAt DESC
      LIMIT 50`,
    params: { site: siteId, since: sinceMs },
    row: originRow,
  });
}
