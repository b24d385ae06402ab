import * as z from 'zod';
import type { ReadLane } from '../clickhouse/database.ts';
import { mapInTurns } from '../lib/turns.ts';
import { LINKS_SQL } from '../segments/people-sql.ts';
import type { LearningRecommender } from './recommender.ts';

interface ShopFill {
  readonly lane: ReadLane;
  readonly siteId: string;
  readonly recommender: Pick<LearningRecommender, 'learnPurchases' | 'learnDay'>;
  /** In ms UTC. */
  readonly now: number;
  /** Whether a person's purchases may be used for them today. */
  readonly isAllowed: (visitorId: string) => boolean;
}

const DAY_MS = 86_400_000;
/** Seven half-lives: what is older moves nothing. */
const TREND_DAYS = 14;
/** Of all days together, first what was wanted most: what is left out leads nowhere. */
const MAX_DAYS = 200_000;
/** Who buys something once a year is reminded of it. */
const PURCHASE_DAYS = 800;
const MAX_ORDERS = 200_000;

/** Teaches the recommender what is on the rise, and who bought what when, of those who allow that it is used for them. */
export async function fillShop(fill: ShopFill): Promise<void> {
  const { lane, siteId, recommender, now, isAllowed } = fill;
  const since = (days: number) => new Date(now - days * DAY_MS).toISOString();
  const days = await lane.query({
    sql: TRENDS,
    params: { site: siteId, since: since(TREND_DAYS).slice(0, 10), most: MAX_DAYS },
    row: trendRow,
  });
  await mapInTurns(days, ({ day, item_id: itemId, weight }) =>
    recommender.learnDay(siteId, { itemId, weight, time: Date.parse(day) + DAY_MS / 2 }),
  );
  const orders = await lane.query({
    sql: PURCHASES,
    params: { site: siteId, since: since(PURCHASE_DAYS), most: MAX_ORDERS },
    row: orderRow,
  });
  await mapInTurns(orders, (order) => {
    if (isAllowed(order.visitorId)) recommender.learnPurchases(siteId, [order]);
  });
}

const trendRow = z.object({ day: z.string(), item_id: z.string(), weight: z.coerce.number() });

const orderRow = z
  .object({
    transaction_id: z.string(),
    buyer: z.string(),
    placed_ms: z.coerce.number(),
    item_ids: z.array(z.string()),
  })
  .transform((row) => ({
    transactionId: row.transaction_id,
    visitorId: row.buyer,
    placedAt: row.placed_ms,
    itemIds: row.item_ids,
  }));

const TRENDS = `
SELECT toString(client_day) AS day, item_id, sum(if(type = 'add_to_cart', 3, 1)) AS weight
FROM events_personalization
ARRAY JOIN items.item_id AS item_id
WHERE site_id = {site: String} AND client_day >= {since: Date}
  AND type IN ('view_item', 'add_to_cart') AND NOT internal
GROUP BY client_day, item_id
ORDER BY weight DESC
LIMIT {most: UInt32}`;

/** An order belongs to the browser that placed it, and to those whose verified customer did. */
const PURCHASES = `
SELECT transaction_id, buyer, toUnixTimestamp64Milli(placed_at) AS placed_ms,
    arrayFilter((item_id, kind) -> kind = 'goods', lines.item_id, lines.kind) AS item_ids
FROM (
    SELECT transaction_id, placed_at, lines.item_id, lines.kind, visitor_id AS buyer FROM orders FINAL
    WHERE site_id = {site: String} AND placed_at >= {since: DateTime64(3, 'UTC')}
    UNION DISTINCT
    SELECT transaction_id, placed_at, lines.item_id, lines.kind, links.visitor_id AS buyer FROM orders FINAL
    INNER JOIN (${LINKS_SQL}) AS links ON links.linked_customer_id = orders.customer_id
    WHERE site_id = {site: String} AND placed_at >= {since: DateTime64(3, 'UTC')}
)
WHERE buyer IN (
    SELECT visitor_id FROM consent_states FINAL
    WHERE site_id = {site: String} AND has(granted, 'personalization')
)
ORDER BY placed_at DESC
LIMIT {most: UInt32}`;
