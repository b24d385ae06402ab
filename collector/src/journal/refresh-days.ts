import type { CommandLane } from '../clickhouse/database.ts';
import type { TouchedDay } from './journal.ts';

/**
 * Replaces the per-day figures of these days by a deduplicated recount of events_raw. Counts that are no longer there
 * become zero, so a recount after an erasure or a late copy is right too. Repeating it changes nothing.
 */
export async function refreshDays(
  lane: CommandLane,
  touched: readonly TouchedDay[],
): Promise<void> {
  const bySite = new Map<string, Set<string>>();
  for (const { siteId, day } of touched) {
    bySite.set(siteId, (bySite.get(siteId) ?? new Set()).add(day));
  }
  for (const [siteId, days] of bySite) {
    await lane.command(RECOUNT, { siteId, days: [...days] });
  }
}

const RECOUNT = `
INSERT INTO events_per_day (site_id, day, type, events, visitors, sessions, refreshed_at)
SELECT site_id, day, type, sum(event_count), sum(visitor_count), sum(session_count), now64(3)
FROM
(
    SELECT
        site_id, day, type,
        count() AS event_count,
        uniqExactIf(visitor_id, visitor_id != '') AS visitor_count,
        uniqExactIf(session_id, session_id != '') AS session_count
    FROM events_analytics
    WHERE site_id = {siteId: String} AND day IN {days: Array(Date)} AND NOT internal
    GROUP BY site_id, day, type
    UNION ALL
    SELECT site_id, day, type, 0, 0, 0
    FROM events_per_day FINAL
    WHERE site_id = {siteId: String} AND day IN {days: Array(Date)}
)
GROUP BY site_id, day, type`;
