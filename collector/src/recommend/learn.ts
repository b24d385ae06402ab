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

/** Counts without a person in them need this many visitors behind each. */
export const MIN_VISITORS = 5;

/** Takes one event in; what its purposes do not allow, and the team's own, leaves no trace. */
export function learnEvent(memory: SiteMemory, event: LearnableEvent): void {
  const weight = isKnown(event.type) ? WEIGHTS[event.type] : 0;
  if (weight === 0 || event.internal) return;
  for (const itemId of event['items.item_id']) {
    const item = memory.items.numberOf(itemId);
    if (event.purposes.includes('personalization')) {
      learnSeen(memory, { event, item, weight });
    } else if (event.purposes.includes('analytics')) {
      learnUnproven(memory, { event, item, weight });
    }
  }
}

/** Takes in what is known of one session from before. */
export function learnSession(memory: SiteMemory, session: SeenSession): void {
  const basket = { owner: session.visitorId, name: session.sessionId };
  // what is filled in comes day by day, behind what came live meanwhile
  if (session.day !== undefined && session.day !== memory.days.at(-1)?.day) {
    noteDay(memory, session.day);
  }
  const { items, seen } = memory;
  const carted = session.carted.map((itemId) => items.numberOf(itemId));
  for (const item of learnNew(
    seen.index,
    basket,
    session.itemIds.map((itemId) => items.numberOf(itemId)),
  )) {
    const weight = WEIGHTS.view_item + (carted.includes(item) ? WEIGHTS.add_to_cart : 0);
    countWanted(memory, item, weight);
  }
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

interface Sign {
  readonly event: LearnableEvent;
  readonly item: number;
  readonly weight: number;
}

function isKnown(type: string): type is keyof typeof WEIGHTS {
  return Object.hasOwn(WEIGHTS, type);
}

/** Looking at one thing again and again in a session is one sign; putting it into the cart is another. */
function learnSeen(memory: SiteMemory, { event, item, weight }: Sign): void {
  const basket = { owner: event.visitor_id, name: event.session_id };
  const day = startOfDay(event.time);
  if (day > (memory.days.at(-1)?.day ?? 0)) noteDay(memory, day);
  const isNew = learnNew(memory.seen.index, basket, [item]).length > 0;
  if (isNew || event.type === 'add_to_cart') countWanted(memory, item, weight);
}

function learnUnproven(memory: SiteMemory, { event, item, weight }: Sign): void {
  const unproven = memory.unproven.get(item) ?? { visitors: new Set(), weight: 0 };
  if (unproven.visitors.size === MIN_VISITORS) {
    countWanted(memory, item, weight);
    return;
  }
  memory.unproven.set(item, unproven);
  unproven.visitors.add(event.visitor_id);
  unproven.weight += weight;
  if (unproven.visitors.size === MIN_VISITORS) countWanted(memory, item, unproven.weight);
}
