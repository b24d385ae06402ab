import type { Reason } from '@tendero/schema';
import type { Catalog } from '../catalog/catalog.ts';
import type { Baskets } from './baskets.ts';
import type { Recommendation, RecommendQuery } from './recommender.ts';
import type { SiteMemory } from './site-memory.ts';

interface Sources {
  readonly memory: SiteMemory;
  readonly catalog: Catalog;
}

/** More of them cost time and say little. */
const MAX_SEEDS = 5;

/**
 * Everything that may fill a slot, best first, found out no sooner than it is asked for: what comes together with the
 * page, the cart and what the person saw, then what is sought after, then what is simply there.
 */
export function* candidates(sources: Sources, query: RecommendQuery): Generator<Recommendation> {
  const { memory, catalog } = sources;
  const category = categoryOf(catalog, query);
  if (query.strategy !== 'popular') yield* companions(memory, query);
  if (category !== undefined) yield* popularIn(sources, query.siteId, category);
  yield* popular(memory);
  if (category !== undefined) {
    yield* shelf(catalog.inCategory(query.siteId, category), { code: 'popular', with: category });
  }
  yield* shelf(catalog.items(query.siteId), { code: 'popular' });
}

function* companions(memory: SiteMemory, query: RecommendQuery): Generator<Recommendation> {
  const seeds = seedsOf(query)
    .map((itemId) => memory.findNumber(itemId))
    .filter((item) => item !== undefined);
  const seen = new Set(query.recent);
  const bySeen = () => companionsOf(memory, { baskets: memory.seen, seeds, code: 'viewed_with' });
  const byOrder = () =>
    companionsOf(memory, { baskets: memory.bought, seeds, code: 'bought_with' });
  const order = query.strategy === 'bought_together' ? [byOrder, bySeen] : [bySeen, byOrder];
  for (const source of order) {
    for (const one of source()) if (!seen.has(one.itemId)) yield one;
  }
}

/** The items that speak for others, the most telling first. */
function seedsOf({ strategy, item, cart, recent }: RecommendQuery): string[] {
  const page = item === undefined ? [] : [item];
  const all = {
    for_you: [...recent, ...page, ...cart],
    related: [...page, ...(item === undefined ? [...cart, ...recent] : [])],
    bought_together: [...page, ...cart],
    popular: [],
  };
  return [...new Set(all[strategy])].slice(0, MAX_SEEDS);
}

interface CompanionSource {
  readonly baskets: Baskets;
  readonly seeds: readonly number[];
  readonly code: Reason['code'];
}

function companionsOf(
  memory: SiteMemory,
  { baskets, seeds, code }: CompanionSource,
): Recommendation[] {
  return memory.findCompanions(baskets, seeds).map(({ item, score, seed }) => ({
    itemId: memory.idOf(item),
    score,
    reason: { code, with: memory.idOf(seed) },
  }));
}

/** The category that the page is about: its own, or the innermost of its item. */
function categoryOf(catalog: Catalog, query: RecommendQuery): string | undefined {
  if (query.category !== undefined || query.item === undefined) return query.category;
  return catalog.get(query.siteId, query.item)?.category.at(-1);
}

function* popularIn(
  { memory, catalog }: Sources,
  siteId: string,
  category: string,
): Generator<Recommendation> {
  for (const one of popular(memory)) {
    const isInside = catalog.get(siteId, one.itemId)?.category.includes(category);
    if (isInside === true) yield { ...one, reason: { code: 'popular', with: category } };
  }
}

function* popular(memory: SiteMemory): Generator<Recommendation> {
  for (const item of memory.popularity.leaders()) {
    const score = memory.popularity.count(item);
    yield { itemId: memory.idOf(item), score, reason: { code: 'popular' } };
  }
}

function* shelf(
  items: Iterable<{ readonly item_id: string }>,
  reason: Reason,
): Generator<Recommendation> {
  for (const { item_id: itemId } of items) yield { itemId, score: 0, reason };
}
