import * as z from 'zod';
import type { ReadLane } from '../../clickhouse/database.ts';
import { COUNTED_ORDERS_SQL, type Scope, scopeParams } from './scope.ts';

/** Two goods that are bought together, the rarer one first: who buys it tells more about the other. */
interface Pair {
  readonly one: Good;
  readonly other: Good;
  /** Orders with both. */
  readonly orders: number;
  /** Of the orders with `one`, the part that has `other` too; 0 to 1. */
  readonly share: number;
  /** How many times more often than chance would put them together. */
  readonly lift: number;
}

/** Pairs and the orders they were found in. */
export interface Together {
  readonly pairs: readonly Pair[];
  readonly orders: number;
  /** `YYYY-MM-DD`. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Pairs in fewer orders say more about chance than about taste. */
const MIN_ORDERS = 3;
/** Among the strongest, a pair must stand on more orders than that. */
const MIN_ORDERS_STRONG = 8;
/** Larger orders are a reseller's stock, not a taste; their pairs would also be too many to count. */
const MAX_LINES = 100;
/** Pairs are counted among the goods that most orders hold, and in the newest orders: all of them would take seconds. */
const MAX_GOODS = 500;
const MAX_ORDERS = 20_000;

/** Goods bought together more often than by chance: most often first, or strongest first. */
export async function boughtTogether(
  lane: ReadLane,
  { scope, by, limit }: { scope: Scope; by: 'often' | 'strong'; limit: number },
): Promise<Together | undefined> {
  const span = await findSpan(lane, scope);
  if (span === undefined || span.orders === 0) return undefined;
  const goods = await listGoods(lane, scope, span);
  const rows = await lane.query({
    sql: pairsSql(by === 'strong' ? 'lift DESC, orders DESC' : 'orders DESC, lift DESC'),
    params: {
      ...spanParams(scope, span),
      items: goods.map(({ itemId }) => itemId),
      times: goods.map(({ times }) => String(times)),
      total: span.orders,
      minOrders: by === 'strong' ? MIN_ORDERS_STRONG : MIN_ORDERS,
      limit,
    },
    row: pairRow,
  });
  const byId = new Map(goods.map((good) => [good.itemId, good]));
  const pairs = rows.flatMap((row) => toPair(row, byId));
  return { pairs, orders: span.orders, firstDay: span.firstDay, lastDay: span.lastDay };
}

const spanRow = z.object({
  orders: z.coerce.number(),
  /** Ms UTC. */
  since: z.coerce.number(),
  firstDay: z.string(),
  lastDay: z.string(),
});
type Span = z.output<typeof spanRow>;

async function findSpan(lane: ReadLane, scope: Scope): Promise<Span | undefined> {
  const [span] = await lane.query({
    sql: `
      SELECT count() AS orders, toUnixTimestamp64Milli(min(placed_at)) AS since,
        toString(min(newest.day)) AS firstDay, toString(max(newest.day)) AS lastDay
      FROM (
        SELECT placed_at, orders.day AS day FROM orders FINAL
        WHERE ${COUNTED_ORDERS_SQL} AND length(lines.item_id) <= {maxLines:UInt32}
        ORDER BY placed_at DESC LIMIT {maxOrders:UInt32}
      ) AS newest`,
    params: { ...scopeParams(scope), maxLines: MAX_LINES, maxOrders: MAX_ORDERS },
    row: spanRow,
  });
  return span;
}

const goodRow = z.object({ itemId: z.string(), name: z.string(), times: z.coerce.number() });

/** A product with the number of orders that hold it. */
type Good = Readonly<z.output<typeof goodRow>>;

function listGoods(lane: ReadLane, scope: Scope, span: Span): Promise<Good[]> {
  return lane.query({
    sql: `
      SELECT line.1 AS itemId, any(line.2) AS name, count() AS times
      FROM (SELECT arrayDistinct(arrayFilter(line -> line.3 = 'goods', arrayZip(lines.item_id, lines.item_name, lines.kind))) AS goods
        FROM orders FINAL WHERE ${SPAN_SQL})
      ARRAY JOIN goods AS line
      GROUP BY itemId
      ORDER BY times DESC, itemId
      LIMIT {maxGoods:UInt32}`,
    params: { ...spanParams(scope, span), maxGoods: MAX_GOODS },
    row: goodRow,
  });
}

const pairRow = z.object({
  low: z.string(),
  high: z.string(),
  orders: z.coerce.number(),
  lift: z.coerce.number(),
});

function toPair(
  { low, high, orders, lift }: z.output<typeof pairRow>,
  goods: ReadonlyMap<string, Good>,
): Pair[] {
  const [one, other] = [goods.get(low), goods.get(high)].toSorted(
    (first, second) => (first?.times ?? 0) - (second?.times ?? 0),
  );
  return one && other ? [{ one, other, orders, lift, share: orders / one.times }] : [];
}

const SPAN_SQL = `${COUNTED_ORDERS_SQL}
  AND length(lines.item_id) <= {maxLines:UInt32} AND placed_at >= fromUnixTimestamp64Milli({since:Int64})`;

function spanParams(scope: Scope, { since }: Span) {
  return { ...scopeParams(scope), maxLines: MAX_LINES, since };
}

/** Numbers stand for goods while pairs are counted: a good's place in the list. */
function pairsSql(orderBy: string): string {
  return `
  WITH
    {items:Array(String)} AS ids,
    arrayMap(count -> toUInt64(count), {times:Array(String)}) AS counts
  SELECT ids[low_at] AS low, ids[high_at] AS high, count() AS orders,
    orders * {total:UInt64} / (counts[low_at] * counts[high_at]) AS lift
  FROM (
    SELECT arraySort(arrayDistinct(arrayFilter(at -> at > 0,
      arrayMap(id -> transform(id, ids, arrayEnumerate(ids), 0), arrayFilter((id, kind) -> kind = 'goods', lines.item_id, lines.kind))))) AS places
    FROM orders FINAL WHERE ${SPAN_SQL}
  )
  ARRAY JOIN arrayFlatten(arrayMap((place, at) -> arrayMap(later -> toUInt32(place * 65536 + later), arraySlice(places, at + 1)), places, arrayEnumerate(places))) AS pair
  GROUP BY pair, intDiv(pair, 65536) AS low_at, pair % 65536 AS high_at
  HAVING orders >= {minOrders:UInt32} AND lift > 1
  ORDER BY ${orderBy}, low, high
  LIMIT {limit:UInt32}`;
}
