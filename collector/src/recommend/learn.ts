import type { LearnableEvent } from '../ingest/event-row.ts';
import { learnNew } from './engine/session-index.ts';
import { countWanted } from './goods.ts';
import type { OrderedItems, SeenSession } from './recommender.ts';
import type { SiteMemory } from './site-memory.ts';

/** What an event says about an item, in views. */
export const WEIGHTS = { view_item: 1, add_to_cart: 3 } as const;
/** Orders come from the shop's own books, so a browser's `purchase` counts for nothing here. */
const ORDER_WEIGHT = 5;

const DAY_MS = 86_400_000;

/** Of one event: what is looked at or put into the cart is one thing, or the few of a set. */
export const MAX_ITEMS_A_SIGN = 20;

/** Counts without a person in them need this many visitors behind each. */
export const MIN_VISITORS = 5;

/** Takes one event in; what its purposes do not allow, and the team's own, leaves no trace. */
export function learnEvent(memory: SiteMemory, event: LearnableEvent): void {
  const weight = isKnown(event.type) ? WEIGHTS[event.type] : 0;
  if (weight === 0 || event.internal) return;
  if (event.purposes.includes('personalization')) learnSeen(memory, event, weight);
  else if (event.purposes.includes('analytics')) learnUnproven(memory, event, weight);
}

/** Takes in what is known of one session from before. */
export function learnSession(memory: SiteMemory, session: SeenSession): void {
  const basket = { owner: session.visitorId, name: session.sessionId };
  // what is filled in comes day by day, behind what came live meanwhile
  if (session.day !== undefined && session.day !== memory.days.at(-1)?.day) {
    noteDay(memory, session.day);
  }
  const { items, seen } = memory;
  const numbers = admitAll(memory, session.itemIds);
  const carted = new Set(session.carted.map((itemId) => items.findNumber(itemId)));
  for (const item of learnNew(seen.index, basket, numbers)) {
    const weight = WEIGHTS.view_item + (carted.has(item) ? WEIGHTS.add_to_cart : 0);
    countWanted(memory, item, weight);
  }
}

/** Takes in how much something was wanted. */
export function learnCount(memory: SiteMemory, itemId: string, weight: number): void {
  for (const item of admitAll(memory, [itemId])) countWanted(memory, item, weight);
}

/** Takes orders in; one that is known only adds what is new in it. */
export function learnOrders(memory: SiteMemory, orders: readonly OrderedItems[]): void {
  const { items, bought } = memory;
  for (const { transactionId, itemIds } of orders) {
    const basket = { owner: transactionId, name: '' };
    for (const item of learnNew(
      bought.index,
      basket,
      itemIds.map((itemId) => items.numberOf(itemId)),
    )) {
      countWanted(memory, item, ORDER_WEIGHT);
    }
  }
}

/** Of days, more say nothing. */
const MAX_DAYS = 30;

/** Notes where in the numbers of sessions a day begins. */
function noteDay({ days, seen }: SiteMemory, day: number): void {
  days.push({ day, begun: seen.index.begun });
  if (days.length > MAX_DAYS) days.shift();
}

function startOfDay(time: number): number {
  return time - (time % DAY_MS);
}

function isKnown(type: string): type is keyof typeof WEIGHTS {
  return Object.hasOwn(WEIGHTS, type);
}

/** The numbers of items that a browser named, but for those that are too many. */
function admitAll({ items }: SiteMemory, itemIds: readonly string[]): number[] {
  return itemIds.map((itemId) => items.admit(itemId)).filter((item) => item !== undefined);
}

function itemsOf(memory: SiteMemory, event: LearnableEvent): number[] {
  return admitAll(memory, event['items.item_id'].slice(0, MAX_ITEMS_A_SIGN));
}

/** Looking at one thing again and again in a session is one sign; putting it into the cart is another. */
function learnSeen(memory: SiteMemory, event: LearnableEvent, weight: number): void {
  const items = itemsOf(memory, event);
  if (items.length === 0) return;
  const basket = { owner: event.visitor_id, name: event.session_id };
  const day = startOfDay(event.time);
  if (day > (memory.days.at(-1)?.day ?? 0)) noteDay(memory, day);
  const fresh = learnNew(memory.seen.index, basket, items);
  const wanted = event.type === 'add_to_cart' ? items : fresh;
  for (const item of wanted) countWanted(memory, item, weight);
}

function learnUnproven(memory: SiteMemory, event: LearnableEvent, weight: number): void {
  for (const item of itemsOf(memory, event)) {
    const unproven = memory.unproven.get(item) ?? { visitors: new Set(), weight: 0 };
    if (unproven.visitors.size === MIN_VISITORS) {
      countWanted(memory, item, weight);
      continue;
    }
    memory.unproven.set(item, unproven);
    unproven.visitors.add(event.visitor_id);
    unproven.weight += weight;
    if (unproven.visitors.size === MIN_VISITORS) countWanted(memory, item, unproven.weight);
  }
}
