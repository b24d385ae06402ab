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
  readonly patience: Patience;
}

/** What the slots of one request have together: a page of twenty that nothing fits costs little more than one. */
export interface Patience {
  /** So many candidates may be looked at for slots that are empty after {@link LOOKED_AT}. */
  left: number;
}

/**
 * Further down a slot may stay short, or an explorer without stand-ins; only an empty slot is worth looking through
 * the whole shop (10 ms for 40,000 things), while the request has patience. Then it stays as it is.
 */
const LOOKED_AT = 2_000;
const LOOKED_AT_FOR_SPARE = 100;
/** Twice the whole shop and some more, for 40,000 things: `new` brings it, and what follows brings it again. */
const PATIENCE = 100_000;

/** For one request. */
export function bePatient(): Patience {
  return { left: PATIENCE };
}

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
  const slot = openSlot(rules, context);
  for (const one of pinned(rules, context)) put(slot, one);
  const { limit, spare = 0 } = context;
  for (const one of rerank(allowed(candidates, slot), rules, limit + spare)) {
    if (isFull(slot)) break;
    // a shelf of what a person saw before holds nothing else
    if (!mayFollow(slot.firstFound, one)) break;
    put(slot, one);
  }
  return slot;
}

/** What stands in a slot so far, and what it is measured by. */
interface OpenSlot extends Filled {
  readonly chosen: Placed[];
  readonly spare: Placed[];
  readonly rules: SlotRules;
  readonly context: RuleContext;
  readonly seen: Set<string>;
  readonly groups: Set<string>;
  /** The first that nobody pinned. */
  firstFound: Placed | undefined;
}

function openSlot(rules: SlotRules, context: RuleContext): OpenSlot {
  const { taken, itemOf } = context;
  const groups = taken.map((itemId) => itemOf(itemId)?.item_group_id);
  return {
    chosen: [],
    spare: [],
    rules,
    context,
    seen: new Set(taken),
    groups: new Set(groups.filter((group) => group !== undefined)),
    firstFound: undefined,
  };
}

function isFull({ chosen, spare, context }: OpenSlot): boolean {
  return chosen.length >= context.limit && spare.length >= (context.spare ?? 0);
}

/** Puts `one` where there is room for it, if anywhere. */
function put(slot: OpenSlot, one: Placed): void {
  const { chosen, spare, rules, context, seen, groups } = slot;
  const { item_id: itemId, item_group_id: group } = one.item;
  if (seen.has(itemId)) return;
  seen.add(itemId);
  if (group !== undefined && groups.has(group)) return;
  if (chosen.length < context.limit && fitsLimits(one, chosen, rules)) {
    chosen.push(one);
    if (group !== undefined) groups.add(group);
    if (!one.isPinned) slot.firstFound ??= one;
  } else if (spare.length < (context.spare ?? 0)) spare.push(one);
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

function pinned(rules: SlotRules, { itemOf, bought, strategy }: RuleContext): Placed[] {
  return rules.pins.flatMap((itemId) => {
    const item = itemOf(itemId);
    if (!isShowable(item) || !isAllowed(item, rules, bought)) return [];
    return [{ item, score: 0, cause: { code: 'picked' }, strategy, isPinned: true }];
  });
}

/** Those of the candidates that may stand here, as far as looking further is worth it. */
function* allowed(
  candidates: Iterable<Candidate>,
  { rules, context, chosen }: OpenSlot,
): Generator<Placed> {
  const { patience } = context;
  let looked = 0;
  for (const { item, score, cause, strategy } of candidates) {
    const most = chosen.length < context.limit ? LOOKED_AT : LOOKED_AT_FOR_SPARE;
    if (looked > most) {
      if (chosen.length > 0 || patience.left === 0) return;
      patience.left -= 1;
    }
    looked += 1;
    if (!isShowable(item) || !isAllowed(item, rules, context.bought)) continue;
    yield { item, score, cause, strategy, isPinned: false };
  }
}

function isAllowed(item: ShowableItem, rules: SlotRules, bought: ReadonlySet<string>): boolean {
  if (rules.boughtDays > 0 && bought.has(item.item_id)) return false;
  if (rules.inStockOnly && item.availability !== 'in_stock') return false;
  const price = item.sale_price ?? item.price;
  if (price < rules.leastPrice || price > rules.mostPrice) return false;
  return !rules.excluded.some((match) => matches(match, item));
}
