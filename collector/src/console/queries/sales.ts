import * as z from 'zod';
import type { ReadLane } from '../../clickhouse/database.ts';
import {
  BROWSER_EVENTS_SQL,
  COUNTED_ORDERS_SQL,
  type DayRange,
  type Scope,
  scopeParams,
} from './scope.ts';

const salesRow = z.object({
  day: z.string(),
  hour: z.coerce.number(),
  currency: z.string(),
  orders: z.coerce.number(),
  /** Exact decimal. */
  revenue: z.string(),
});

/** What the shop's own books say of one hour (or, by day, of hour 0) in one currency. */
export type Sales = Readonly<z.output<typeof salesRow>>;

/** Sales by day or by hour and currency; currencies are never summed. */
export function salesBy(
  lane: ReadLane,
  step: 'day' | 'hour',
  { scope, days }: { scope: Scope; days: DayRange },
): Promise<Sales[]> {
  const hour = step === 'hour' ? 'toHour(placed_at, {zone:String})' : '0';
  return lane.query({
    sql: `
      SELECT toString(orders.day) AS day, ${hour} AS hour, currency, count() AS orders, toString(sum(value)) AS revenue
      FROM orders FINAL
      WHERE ${COUNTED_ORDERS_SQL} AND orders.day BETWEEN {from:Date} AND {to:Date}
      GROUP BY orders.day, hour, currency
      ORDER BY currency`,
    params: { ...scopeParams(scope), ...days },
    row: salesRow,
  });
}

const asideRow = z.object({
  kind: z.enum(['refund', 'unconfirmed']),
  currency: z.string(),
  count: z.coerce.number(),
  /** Exact decimal. */
  value: z.string(),
});

/** Money that stands beside the sums: refunds, and browser purchases without an order. */
export type Aside = Readonly<z.output<typeof asideRow>>;

/** Refunds and unconfirmed purchases of a day, by currency. */
export function asidesOf(lane: ReadLane, scope: Scope, day: string): Promise<Aside[]> {
  return lane.query({
    sql: `
      SELECT 'refund' AS kind, currency, count() AS count, toString(sum(value)) AS value
      FROM refunds FINAL
      WHERE site_id = {site:String} AND refunds.day = {day:Date}
      GROUP BY currency
      UNION ALL
      SELECT 'unconfirmed' AS kind, currency, count() AS count, toString(sum(once)) AS value
      FROM (
        SELECT transaction_id, currency, any(value) AS once
        FROM events_analytics
        WHERE ${BROWSER_EVENTS_SQL} AND type = 'purchase' AND day = {day:Date} AND transaction_id != ''
          AND transaction_id NOT IN (SELECT transaction_id FROM orders FINAL WHERE site_id = {site:String})
        GROUP BY transaction_id, currency
      )
      GROUP BY currency`,
    params: { ...scopeParams(scope), day },
    row: asideRow,
  });
}
