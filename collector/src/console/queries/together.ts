import * as z from 'zod';
import type { ReadLane } from '../../clickhouse/database.ts';
import { COUNTED_ORDERS_SQL, type Scope, scopeParams } from './scope.ts';

const pairRow = z.object({
  one: z.string(),
  oneName: z.string(),
  other: z.string(),
  otherName: z.string(),
  /** Orders with both. */
  orders: z.coerce.number(),
  /** Of the orders with `one`, the part that has `other` too; 0 to 1. */
  share: z.coerce.number(),
  /** How many times more often than chance would put them together. */
  lift: z.coerce.number(),
  /** Orders that were looked at. */
  total: z.coerce.number(),
  firstDay: z.string(),
  lastDay: z.string(),
});

export type Pair = Readonly<z.output<typeof pairRow>>;

/** Pairs in fewer orders say more about chance than about taste. */
const MIN_ORDERS = 3;
/** Among the strongest, a pair must stand on more orders than that. */
const MIN_ORDERS_STRONG = 8;
/** Larger orders are a reseller's stock, not a taste; their pairs would also be too many to count. */
const MAX_ITEMS = 100;
/** Pairs are counted among the goods that most orders hold. */
const MAX_GOODS = 2_000;

/** Goods bought together more often than by chance: most often first, or strongest first. */
export function boughtTogether(
  lane: ReadLane,
  { scope, by, limit }: { scope: Scope; by: 'often' | 'strong'; limit: number },
): Promise<Pair[]> {
  const minOrders = by === 'strong' ? MIN_ORDERS_STRONG : MIN_ORDERS;
  return lane.query({
    sql: pairsSql(by === 'strong' ? 'lift DESC, orders DESC' : 'orders DESC, lift DESC'),
    params: { ...scopeParams(scope), limit, minOrders, maxItems: MAX_ITEMS, maxGoods: MAX_GOODS },
    row: pairRow,
  });
}

/** Of a pair the rarer one comes first: who buys it tells more about the other. Hashes stand for goods while counting. */
function pairsSql(orderBy: string): string {
  return `
    WITH
      baskets AS (
        SELECT orders.day AS day, arrayDistinct(arrayFilter(line -> line.3 = 'goods', arrayZip(lines.item_id, lines.item_name, lines.kind))) AS basket
        FROM orders FINAL
        WHERE ${COUNTED_ORDERS_SQL} AND length(basket) BETWEEN 2 AND {maxItems:UInt32}
      ),
      totals AS (SELECT count() AS total, toString(min(day)) AS first_day, toString(max(day)) AS last_day FROM baskets),
      goods AS (
        SELECT cityHash64(item.1) AS hash, any(item.1) AS item_id, anyLast(item.2) AS item_name, count() AS times
        FROM baskets ARRAY JOIN basket AS item
        GROUP BY hash ORDER BY times DESC, item_id LIMIT {maxGoods:UInt32}
      ),
      pairs AS (
        SELECT pair.1 AS low, pair.2 AS high, count() AS times
        FROM (
          SELECT arraySort(arrayDistinct(arrayFilter(hash -> hash IN (SELECT hash FROM goods), arrayMap(item -> cityHash64(item.1), basket)))) AS hashes
          FROM baskets
        )
        ARRAY JOIN arrayFlatten(arrayMap((hash, at) -> arrayMap(later -> (hash, later), arraySlice(hashes, at + 1)), hashes, arrayEnumerate(hashes))) AS pair
        GROUP BY low, high
        HAVING times >= {minOrders:UInt32}
      )
    SELECT
      if(a.times <= b.times, a.item_id, b.item_id) AS one,
      if(a.times <= b.times, a.item_name, b.item_name) AS oneName,
      if(a.times <= b.times, b.item_id, a.item_id) AS other,
      if(a.times <= b.times, b.item_name, a.item_name) AS otherName,
      pairs.times AS orders,
      pairs.times / least(a.times, b.times) AS share,
      pairs.times * (SELECT total FROM totals) / (a.times * b.times) AS lift,
      (SELECT total FROM totals) AS total,
      (SELECT first_day FROM totals) AS firstDay,
      (SELECT last_day FROM totals) AS lastDay
    FROM pairs
    INNER JOIN goods AS a ON a.hash = pairs.low
    INNER JOIN goods AS b ON b.hash = pairs.high
    WHERE lift > 1
    ORDER BY ${orderBy}, one, other
    LIMIT {limit:UInt32}`;
}
