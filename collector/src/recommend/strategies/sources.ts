import type { CatalogItem, Reason, ReasonCode } from '@tendero/schema';
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

/** What one strategy would fill a slot with, source after source, found out no sooner than it is asked for. */
export type Strategist = (
  sources: Sources,
  query: RecommendQuery,
) => Iterable<Iterable<Recommendation>>;

/** Further back is another errand. */
const MAX_SEEDS = 10;
/** Several times what a slot shows, for those that can't be shown. */
const MAX_COMPANIONS = 100;
/** What was before says no more of today. */
const MAX_HISTORY = 20;

interface Errand {
  /** The most telling first. */
  readonly seeds: readonly string[];
  /** Whether what the person saw already may come again. */
  readonly isSeenToo: boolean;
}

/** What others looked at together with the seeds. */
export function viewedWith(
  sources: Sources,
  query: RecommendQuery,
  errand: Errand,
): Iterable<Recommendation> {
  return companions(sources, { query, errand, code: 'viewed_with' });
}

/** What others bought together with the seeds. */
export function boughtWith(
  sources: Sources,
  query: RecommendQuery,
  errand: Errand,
): Iterable<Recommendation> {
  return companions(sources, { query, errand, code: 'bought_with' });
}

/** Why an item was found, as the page may say it. */
export function explain(
  memory: SiteMemory,
  { item: { item_id: itemId }, cause }: Pick<Recommendation, 'item' | 'cause'>,
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
  readonly errand: Errand;
  readonly code: ReasonCode;
}

function* companions(
  { memory, shop }: Sources,
  { query, errand, code }: Companions,
): Generator<Recommendation> {
  const engine = code === 'bought_with' ? memory.bought : memory.seen;
  const seeds = numbersOf(memory, new Set(errand.seeds), MAX_SEEDS);
  if (seeds.length === 0) return;
  const history = historyOf({ memory, shop }, query, code);
  // what was bought may be bought again; what was looked at has its own shelf
  const known = new Set(code === 'bought_with' ? seeds : [...seeds, ...history]);
  if (!errand.isSeenToo) {
    for (const number of numbersOf(memory, query.recent, Infinity)) known.add(number);
  }
  const isEligible = (item: number) => memory.showable[item] === true && !known.has(item);
  const question = { session: seeds.toReversed(), history, isEligible };
  const cause = { code, seeds };
  for (const { item: number, score } of rankItems(engine, question, MAX_COMPANIONS)) {
    const item = memory.goods[number];
    if (item) yield { item, score, cause };
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

/** What the catalogue says of an item; undefined for one that it does not have. */
export function itemOf(
  { catalog }: Sources,
  { siteId }: RecommendQuery,
  itemId: string,
): CatalogItem | undefined {
  return catalog.get(siteId, itemId);
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
