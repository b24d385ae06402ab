import type { Reason, ReasonCode } from '@tendero/schema';
import type { Catalog } from '../../catalog/catalog.ts';
import { areAlike } from '../engine/attributes.ts';
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
/** What was before says no more of today. */
const MAX_HISTORY = 20;

/** What others looked at together with the seeds (most telling first). */
export function viewedWith(
  sources: Sources,
  query: RecommendQuery,
  seeds: readonly string[],
): Iterable<Recommendation> {
  return companions(sources, { query, seeds, code: 'viewed_with' });
}

/** What others bought together with the seeds (most telling first). */
export function boughtWith(
  sources: Sources,
  query: RecommendQuery,
  seeds: readonly string[],
): Iterable<Recommendation> {
  return companions(sources, { query, seeds, code: 'bought_with' });
}

/** Why an item was found, as the page may say it. */
export function explain(
  memory: SiteMemory,
  { itemId, cause }: Pick<Recommendation, 'itemId' | 'cause'>,
): Reason {
  const { code, seeds } = cause;
  if (!seeds) return cause;
  const { index } = code === 'bought_with' ? memory.bought : memory.seen;
  const item = memory.items.findNumber(itemId) ?? -1;
  const companion = strongestCompanion(index, seeds, item);
  if (companion !== undefined) return { code, with: memory.items.nameOf(companion) };
  const relative = seeds.find((seed) => areAlike(memory.seen.attributes, seed, item));
  if (relative !== undefined) return { code: 'similar_to', with: memory.items.nameOf(relative) };
  return { code, with: memory.items.nameOf(seeds[0] ?? -1) };
}

interface Companions {
  readonly query: RecommendQuery;
  /** The most important first. */
  readonly seeds: readonly string[];
  readonly code: ReasonCode;
}

function* companions(
  { memory, shop }: Sources,
  { query, seeds: itemIds, code }: Companions,
): Generator<Recommendation> {
  const engine = code === 'bought_with' ? memory.bought : memory.seen;
  const seeds = numbersOf(memory, new Set(itemIds), MAX_SEEDS);
  if (seeds.length === 0) return;
  const history = historyOf({ memory, shop }, query, code);
  // what was bought may be bought again; what was looked at has its own shelf
  const known = new Set(code === 'bought_with' ? seeds : [...seeds, ...history]);
  const isEligible = (item: number) => memory.showable[item] === true && !known.has(item);
  const question = { session: seeds.toReversed(), history, isEligible };
  for (const { item, score } of rankItems(engine, question, MAX_COMPANIONS)) {
    yield { itemId: memory.items.nameOf(item), score, cause: { code, seeds } };
  }
}

/** What the person had to do with before, newest first: empty where that may not be read. */
function historyOf(
  { memory, shop }: Pick<Sources, 'memory' | 'shop'>,
  { visitor, recent }: RecommendQuery,
  code: ReasonCode,
): number[] {
  if (visitor === undefined) return [];
  const bought = shop.purchases.newest(visitor);
  const itemIds = code === 'bought_with' ? bought : [...recent.slice(MAX_SEEDS), ...bought];
  return numbersOf(memory, itemIds, MAX_HISTORY);
}

/** Of the first `most` that are known. */
function numbersOf({ items }: SiteMemory, itemIds: Iterable<string>, most: number): number[] {
  const numbers: number[] = [];
  for (const itemId of itemIds) {
    if (numbers.length === most) break;
    const number = items.findNumber(itemId);
    if (number !== undefined) numbers.push(number);
  }
  return numbers;
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
