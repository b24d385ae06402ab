import * as z from 'zod';
import type { ReadLane } from '../../clickhouse/database.ts';

const lastDayRow = z.object({ last: z.string() });

/** The last day (`YYYY-MM-DD`, up to `until`) that has events or orders. */
export async function lastDayWithData(
  lane: ReadLane,
  { siteId, until }: { siteId: string; until: string },
): Promise<string | undefined> {
  const [row] = await lane.query({
    sql: `
      SELECT toString(max(day)) AS last, sum(found) AS total
      FROM (
        SELECT max(events_per_day.day) AS day, count() AS found
        FROM events_per_day FINAL
        WHERE site_id = {site:String} AND events > 0 AND events_per_day.day <= {until:Date}
        UNION ALL
        SELECT max(orders.day) AS day, count() AS found
        FROM orders FINAL
        WHERE site_id = {site:String} AND orders.day <= {until:Date}
      )
      HAVING total > 0`,
    params: { site: siteId, until },
    row: lastDayRow,
  });
  return row?.last;
}
