import type { ReasonCode } from '@tendero/schema';
import type { Catalog } from '../../catalog/catalog.ts';
import { strongestCompanion } from '../engine/companion.ts';
import { rankItems } from '../engine/engine.ts';
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

/** Further back is another errand. */
const MAX_SEEDS = 10;
/** Several times what a slot shows, for those that can't be shown. */
const MAX_COMPANIONS = 100;

/** What others looked at together with the seeds (most telling first). */
export function viewedWith(sources: Sources, seeds: readonly string[]): Iterable<Recommendation> {
  return companions(sources, seeds, 'viewed_with');
}

/** What others bought together with the seeds (most telling first). */
export function boughtWith(sources: Sources, seeds: readonly string[]): Iterable<Recommendation> {
  return companions(sources, seeds, 'bought_with');
}

function* companions(
  { memory }: Sources,
  itemIds: readonly string[],
  code: ReasonCode,
): Generator<Recommendation> {
  const engine = code === 'bought_with' ? memory.bought : memory.seen;
  const seeds = [...new Set(itemIds)]
    .slice(0, MAX_SEEDS)
    .map((itemId) => memory.findNumber(itemId))
    .filter((item) => item !== undefined);
  const [newest] = seeds;
  if (newest === undefined) return;
  const isEligible = (item: number) => !seeds.includes(item);
  const question = { session: seeds.toReversed(), history: [], isEligible };
  for (const { item, score } of rankItems(engine, question, MAX_COMPANIONS)) {
    const seed = strongestCompanion(engine.index, seeds, item) ?? newest;
    yield { itemId: memory.idOf(item), score, reason: { code, with: memory.idOf(seed) } };
  }
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
