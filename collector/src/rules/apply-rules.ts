import type { CatalogItem, Strategy } from '@tendero/schema';
import { isShowable, type ShowableItem } from '../recommend/is-showable.ts';
import { mayFollow } from '../recommend/candidates.ts';
import type { Candidate } from '../recommend/recommender.ts';
import type { Placed } from './placed.ts';
import { rerank } from './rerank.ts';
import { matches, type SlotRules } from './slot-rules.ts';

/** What the rules look at besides the candidates. */
export interface RuleContext {
  readonly itemOf: (itemId: string) => CatalogItem | undefined;
  /** On the page, in the cart or in another slot: neither they nor others of their groups come again. */
  readonly taken: readonly string[];
  /** What this person bought lately; empty where that may not be read. */
  readonly bought: ReadonlySet<string>;
  readonly limit: number;
  /** So many more after `limit`, for exploring; they may break what the chosen use up. @default 0 */
  readonly spare?: number;
  /** What pinned items are said to come of. */
  readonly strategy: Strategy;
}

/**
 * Further down a slot may stay short, or an explorer without stand-ins; only an empty slot is worth looking through
 * the whole shop (10 ms for 40,000 things).
 */
const LOOKED_AT = 2_000;
const LOOKED_AT_FOR_SPARE = 100;

/** What a slot shows, and what could stand in for it. */
export interface Filled {
  readonly chosen: readonly Placed[];
  readonly spare: readonly Placed[];
}

/** Fills a slot: pinned items first, then the candidates in their order as boosts and burials change it; hard rules always hold. */
export function applyRules(
  candidates: Iterable<Candidate>,
  rules: SlotRules,
  context: RuleContext,
): Filled {
  const chosen: Placed[] = [];
  const spare: Placed[] = [];
  const seen = new Set(context.taken);
  const groups = groupsOf(context);
  const isEnough = (looked: number) =>
    looked > (chosen.length < context.limit ? LOOKED_AT : LOOKED_AT_FOR_SPARE) && chosen.length > 0;
  for (const one of inOrder(until(candidates, isEnough), rules, context)) {
    const { limit, spare: spares = 0 } = context;
    if (chosen.length >= limit && spare.length >= spares) break;
    if (seen.has(one.itemId)) continue;
    seen.add(one.itemId);
    if (!one.isPinned && !mayFollow(firstFound(chosen), one)) break;
    const group = one.item.item_group_id;
    if (group !== undefined && groups.has(group)) continue;
    const isChosen = chosen.length < limit && fitsLimits(one, chosen, rules);
    if (!isChosen && spare.length >= spares) continue;
    (isChosen ? chosen : spare).push(one);
    if (isChosen && group !== undefined) groups.add(group);
  }
  return { chosen, spare };
}

function* until(
  candidates: Iterable<Candidate>,
  isEnough: (looked: number) => boolean,
): Generator<Candidate> {
  let looked = 0;
  for (const one of candidates) {
    if (isEnough(looked)) return;
    looked += 1;
    yield one;
  }
}

/** Whether `one` may stand beside the others under rules like "at most two of a brand". */
export function fitsLimits(one: Placed, others: readonly Placed[], { limits }: SlotRules): boolean {
  return limits.every(({ by, most }) => {
    const kind = kindOf(one.item, by);
    if (kind === undefined) return true;
    return others.filter(({ item }) => kindOf(item, by) === kind).length < most;
  });
}

/** The brand, or the innermost category. */
function kindOf(item: CatalogItem, by: 'brand' | 'category'): string | undefined {
  return by === 'brand' ? item.brand : item.category.at(-1);
}

function firstFound(chosen: readonly Placed[]): Placed | undefined {
  return chosen.find(({ isPinned }) => !isPinned);
}

function* inOrder(
  candidates: Iterable<Candidate>,
  rules: SlotRules,
  context: RuleContext,
): Generator<Placed> {
  const { strategy, limit, spare = 0 } = context;
  const pins = rules.pins.map((itemId): Candidate => ({
    itemId,
    score: 0,
    cause: { code: 'picked' },
    strategy,
  }));
  yield* allowed(pins, rules, { ...context, isPinned: true });
  const found = allowed(candidates, rules, { ...context, isPinned: false });
  yield* rerank(found, rules, limit + spare);
}

function* allowed(
  candidates: Iterable<Candidate>,
  rules: SlotRules,
  { itemOf, bought, isPinned }: RuleContext & { isPinned: boolean },
): Generator<Placed> {
  for (const one of candidates) {
    const item = itemOf(one.itemId);
    if (!isShowable(item) || !isAllowed(item, rules)) continue;
    if (rules.boughtDays > 0 && bought.has(one.itemId)) continue;
    const { itemId, score, cause, strategy } = one;
    yield { itemId, score, cause, strategy, item, isPinned };
  }
}

function isAllowed(item: ShowableItem, rules: SlotRules): boolean {
  if (rules.inStockOnly && item.availability !== 'in_stock') return false;
  const price = item.sale_price ?? item.price;
  if (price < rules.leastPrice || price > rules.mostPrice) return false;
  return !rules.excluded.some((match) => matches(match, item));
}

function groupsOf({ taken, itemOf }: RuleContext): Set<string> {
  const groups = taken.map((itemId) => itemOf(itemId)?.item_group_id);
  return new Set(groups.filter((group) => group !== undefined));
}
