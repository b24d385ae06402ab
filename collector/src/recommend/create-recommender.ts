import type { Catalog } from '../catalog/catalog.ts';
import type { Clock } from '../lib/clock.ts';
import { candidates } from './candidates.ts';
import { countCompanions } from './engine/companion.ts';
import { forgetOwner } from './engine/session-index.ts';
import { describeGoods } from './goods.ts';
import { learnCount, learnEvent, learnOrders, learnSession } from './learn.ts';
import { NO_CATEGORIES } from './popularity.ts';
import type {
  BoughtTogether,
  Candidate,
  LearningRecommender,
  OrderedItems,
  RecommendQuery,
} from './recommender.ts';
import { createShopMemory, learnPurchases, learnTrend, type ShopMemory } from './shop-memory.ts';
import { createSiteMemory, type SiteMemory } from './site-memory.ts';
import { explain } from './strategies/sources.ts';
import { trainSite } from './train-site.ts';

interface Parts {
  readonly catalog: Catalog;
  /** @default the machine's */
  readonly clock?: Clock;
}

/**
 * What goes with what and what is wanted, in memory. A slot is never empty while the catalogue has something to show:
 * what is missing comes from the next best source. The catalogue tells it of each change.
 */
export function createRecommender({ catalog, clock = Date.now }: Parts): LearningRecommender {
  const sites = new Map<string, SiteMemory>();
  const shops = new Map<string, ShopMemory>();

  function memoryOf(siteId: string): SiteMemory {
    const known = sites.get(siteId);
    if (known) return known;
    const memory = createSiteMemory();
    sites.set(siteId, memory);
    return memory;
  }

  function shopOf(siteId: string): ShopMemory {
    const known = shops.get(siteId);
    if (known) return known;
    const shop = createShopMemory({ since: clock() });
    shops.set(siteId, shop);
    return shop;
  }

  function candidatesOf(query: RecommendQuery): Iterable<Candidate> {
    const { siteId } = query;
    const sources = { memory: memoryOf(siteId), shop: shopOf(siteId), catalog, now: clock() };
    return candidates(sources, query);
  }

  function categoriesOf(siteId: string, itemId: string): readonly string[] {
    return catalog.get(siteId, itemId)?.category ?? NO_CATEGORIES;
  }

  function bought(siteId: string, orders: readonly OrderedItems[]): void {
    learnPurchases(shopOf(siteId), orders, (itemId) => categoriesOf(siteId, itemId));
  }

  catalog.follow((siteId, itemId, item) => describeGoods(memoryOf(siteId), itemId, item));

  return {
    candidates: candidatesOf,
    explain: (siteId, found) => explain(memoryOf(siteId), found),
    boughtSince: (siteId, visitorId, since) =>
      shopOf(siteId).purchases.boughtSince(visitorId, since),
    boughtTogether: (siteId, itemId, limit) =>
      boughtTogether(memoryOf(siteId), itemId).slice(0, limit),
    learnEvents(events) {
      for (const event of events) {
        learnEvent(memoryOf(event.site_id), event);
        learnTrend(shopOf(event.site_id), event, catalog);
      }
    },
    learnSession: (siteId, session) => learnSession(memoryOf(siteId), session),
    learnOrders(siteId, orders) {
      learnOrders(memoryOf(siteId), orders);
      bought(siteId, orders);
    },
    learnPurchases: bought,
    learnDay(siteId, wanted) {
      const categories = categoriesOf(siteId, wanted.itemId);
      shopOf(siteId).trends.add({ ...wanted, categories });
    },
    learnCount: (siteId, itemId, weight) => learnCount(memoryOf(siteId), itemId, weight),
    train: (siteId, train) =>
      trainSite({ memory: memoryOf(siteId), shop: shopOf(siteId), clock }, train),
    reports: (siteId) => memoryOf(siteId).reports,
    forget(siteId, visitorId) {
      forgetOwner(memoryOf(siteId).seen.index, visitorId);
      shopOf(siteId).purchases.forget(visitorId);
    },
  };
}

function boughtTogether(memory: SiteMemory, itemId: string): BoughtTogether[] {
  const item = memory.items.findNumber(itemId);
  if (item === undefined) return [];
  return Array.from(countCompanions(memory.bought.index, item))
    .map(([other, orders]) => ({ itemId: memory.items.nameOf(other), orders }))
    .sort((one, other) => other.orders - one.orders);
}
