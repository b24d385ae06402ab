import * as z from 'zod';
import type { ReadLane } from '../../clickhouse/database.ts';
import { BROWSER_EVENTS_SQL, type DayRange, type Scope, scopeParams } from './scope.ts';

const trafficRow = z.object({
  day: z.string(),
  visitors: z.coerce.number(),
  pageViews: z.coerce.number(),
  buyers: z.coerce.number(),
});

/** One day's traffic; `buyers` are visitors with an order of the shop's books on that day. */
export type DayTraffic = Readonly<z.output<typeof trafficRow>>;

/** Traffic by day; days without any are absent. */
export function trafficByDay(lane: ReadLane, scope: Scope, days: DayRange): Promise<DayTraffic[]> {
  return lane.query({
    sql: `
      SELECT
        toString(day) AS day,
        uniqExactIf(visitor_id, visitor_id != '') AS visitors,
        countIf(type = 'page_view') AS pageViews,
        uniqExactIf(visitor_id, visitor_id != '' AND (day, visitor_id) IN (
          SELECT day, visitor_id FROM orders FINAL WHERE site_id = {site:String} AND day BETWEEN {from:Date} AND {to:Date}
        )) AS buyers
      FROM (SELECT day, visitor_id, type FROM events_analytics WHERE ${BROWSER_EVENTS_SQL} AND day BETWEEN {from:Date} AND {to:Date})
      GROUP BY day`,
    params: { ...scopeParams(scope), ...days },
    row: trafficRow,
  });
}

const hourRow = z.object({
  day: z.string(),
  hour: z.coerce.number(),
  visitors: z.coerce.number(),
  pageViews: z.coerce.number(),
});

/** Traffic of one hour (0 to 23, in the site's time zone). */
export type HourTraffic = Readonly<z.output<typeof hourRow>>;

/** Traffic by hour; hours without any are absent. */
export function trafficByHour(
  lane: ReadLane,
  scope: Scope,
  days: DayRange,
): Promise<HourTraffic[]> {
  return lane.query({
    sql: `
      SELECT
        toString(day) AS day,
        toHour(time, {zone:String}) AS hour,
        uniqExactIf(visitor_id, visitor_id != '') AS visitors,
        countIf(type = 'page_view') AS pageViews
      FROM (SELECT day, time, visitor_id, type FROM events_analytics WHERE ${BROWSER_EVENTS_SQL} AND day BETWEEN {from:Date} AND {to:Date})
      GROUP BY day, hour`,
    params: { ...scopeParams(scope), ...days },
    row: hourRow,
  });
}
