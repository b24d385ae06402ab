import type { Catalog } from '../catalog/catalog.ts';
import type { LearnableEvent } from '../ingest/event-row.ts';
import { type BoundedMap, createBoundedMap } from '../lib/bounded-map.ts';
import { MAX_ITEMS_A_SIGN } from './learn.ts';
import { NO_CATEGORIES } from './popularity.ts';
import { createPurchases, type Purchases } from './purchases.ts';
import type { OrderedItems } from './recommender.ts';
import { createTrends, type Trends } from './trends.ts';

/** What is known of one site's days and buyers. */
export interface ShopMemory {
  readonly trends: Trends;
  readonly purchases: Purchases;
  /** Orders that the trends have counted, the newest of them. */
  readonly counted: BoundedMap<string, true>;
}

/** An order is sent again within days, if at all. */
const MAX_COUNTED = 50_000;

/** What a sign says, in views. */
const WEIGHTS: Readonly<Record<string, number>> = { view_item: 1, add_to_cart: 3 };
const ORDER_WEIGHT = 5;

/** `since`: when the site's memory begins, in ms UTC. */
export function createShopMemory({ since }: { since: number }): ShopMemory {
  return {
    trends: createTrends({ since }),
    purchases: createPurchases(),
    counted: createBoundedMap(MAX_COUNTED),
  };
}

/** Takes one event in; only of who allows personalization, and none of the team's. */
export function learnTrend({ trends }: ShopMemory, event: LearnableEvent, catalog: Catalog): void {
  const weight = Object.hasOwn(WEIGHTS, event.type) ? (WEIGHTS[event.type] ?? 0) : 0;
  if (weight === 0 || event.internal || !event.purposes.includes('personalization')) return;
  const { time } = event;
  for (const itemId of event['items.item_id'].slice(0, MAX_ITEMS_A_SIGN)) {
    const categories = catalog.get(event.site_id, itemId)?.category ?? NO_CATEGORIES;
    trends.add({ itemId, categories, weight, time });
  }
}

/**
 * Takes orders in. Who bought is known only where today's consent lets decisions use it: then `visitorId` is there.
 */
export function learnPurchases(
  shop: ShopMemory,
  orders: readonly OrderedItems[],
  categoriesOf: (itemId: string) => readonly string[],
): void {
  for (const { transactionId, itemIds, placedAt, visitorId } of orders) {
    if (placedAt === undefined) continue;
    if (isNew(shop, transactionId)) {
      for (const itemId of itemIds) {
        const categories = categoriesOf(itemId);
        shop.trends.add({ itemId, categories, weight: ORDER_WEIGHT, time: placedAt });
      }
    }
    if (visitorId !== undefined)
      shop.purchases.add(visitorId, { transactionId, itemIds, placedAt });
  }
}

function isNew({ counted }: ShopMemory, transactionId: string): boolean {
  if (counted.has(transactionId)) return false;
  counted.put(transactionId, true);
  return true;
}
