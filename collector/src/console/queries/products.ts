import * as z from 'zod';
import type { ReadLane } from '../../clickhouse/database.ts';
import {
  BROWSER_EVENTS_SQL,
  COUNTED_ORDERS_SQL,
  type DayRange,
  type Scope,
  scopeParams,
} from './scope.ts';

const productRow = z.object({
  kind: z.enum(['viewed', 'bought']),
  itemId: z.string(),
  itemName: z.string(),
  /** People who looked, or pieces sold. */
  count: z.coerce.number(),
});

export type TopProduct = Readonly<z.output<typeof productRow>>;

/** The products that most people looked at, and those of which most pieces were sold. */
export function topProducts(
  lane: ReadLane,
  { scope, days, limit }: { scope: Scope; days: DayRange; limit: number },
): Promise<TopProduct[]> {
  return lane.query({
    sql: `
      SELECT * FROM (
        SELECT 'viewed' AS kind, item.1 AS itemId, anyLast(item.2) AS itemName, uniqExact(visitor_id) AS count
        FROM (SELECT visitor_id, type, arrayZip(items.item_id, items.item_name) AS viewed_items
          FROM events_analytics WHERE ${BROWSER_EVENTS_SQL} AND type = 'view_item' AND day BETWEEN {from:Date} AND {to:Date})
        ARRAY JOIN viewed_items AS item
        GROUP BY itemId ORDER BY count DESC, itemId LIMIT {limit:UInt32}
        UNION ALL
        SELECT 'bought' AS kind, line.1 AS itemId, anyLast(line.2) AS itemName, toUInt64(greatest(0, sum(line.3))) AS count
        FROM (SELECT arrayZip(lines.item_id, lines.item_name, lines.quantity, lines.kind) AS bought_lines
          FROM orders FINAL WHERE ${COUNTED_ORDERS_SQL} AND orders.day BETWEEN {from:Date} AND {to:Date})
        ARRAY JOIN bought_lines AS line
        WHERE line.4 = 'goods'
        GROUP BY itemId ORDER BY count DESC, itemId LIMIT {limit:UInt32}
      ) ORDER BY kind, count DESC, itemId`,
    params: { ...scopeParams(scope), ...days, limit },
    row: productRow,
  });
}
