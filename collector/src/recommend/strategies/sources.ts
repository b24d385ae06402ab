import type { ReasonCode } from '@tendero/schema';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Recommendation, RecommendQuery } from '../recommender.ts';
import type { ShopMemory } from '../shop-memory.ts';
import type { SiteMemory } from '../site-memory.ts';

/** What strategies choose from. */
export interface Sources {
  /** What comes together, and how often things are wanted. */
  readonly memory: SiteMemory;
  /** What is on the rise, and who bought what when. */
  readonly shop: ShopMemory;
  readonly catalog: Catalog;
  /** In ms UTC. */
  readonly now: number;
}

/** Everything of one kind that may fill a slot, best first, found out no sooner than it is asked for. */
export type Strategist = (sources: Sources, query: RecommendQuery) => Iterable<Recommendation>;

/** More of them cost time and say little. */
const MAX_SEEDS = 5;

/** What others looked at together with the seeds (most telling first). */
export function viewedWith(sources: Sources, seeds: readonly string[]): Recommendation[] {
  return companions(sources, seeds, 'viewed_with');
}

/** What others bought together with the seeds (most telling first). */
export function boughtWith(sources: Sources, seeds: readonly string[]): Recommendation[] {
  return companions(sources, seeds, 'bought_with');
}

function companions(
  { memory }: Sources,
  itemIds: readonly string[],
  code: ReasonCode,
): Recommendation[] {
  const baskets = code === 'bought_with' ? memory.bought : memory.seen;
  const seeds = [...new Set(itemIds)]
    .slice(0, MAX_SEEDS)
    .map((itemId) => memory.findNumber(itemId))
    .filter((item) => item !== undefined);
  return memory.findCompanions(baskets, seeds).map(({ item, score, seed }) => ({
    itemId: memory.idOf(item),
    score,
    reason: { code, with: memory.idOf(seed) },
  }));
}

/** Without what the person saw already. */
export function* unseen(
  found: Iterable<Recommendation>,
  { recent }: RecommendQuery,
): Generator<Recommendation> {
  const seen = new Set(recent);
  for (const one of found) if (!seen.has(one.itemId)) yield one;
}

/** The category that the page is about: its own, or the innermost of its item. */
export function categoryOf({ catalog }: Sources, query: RecommendQuery): string | undefined {
  if (query.category !== undefined || query.item === undefined) return query.category;
  return catalog.get(query.siteId, query.item)?.category.at(-1);
}

/** The item of the page, where it has one. */
export function pageItem({ item }: RecommendQuery): string[] {
  return item === undefined ? [] : [item];
}
