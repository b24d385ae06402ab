import type { Slot } from '@tendero/schema';
import type { PageFacts, SlotQuery, SlotResult } from './slot-query.ts';

/** The collector takes at most this many slots in one request. */
const MAX_SLOTS = 20;

const FACTS = ['locale', 'item', 'category', 'cart', 'key', 'endpoint'] as const;

/** Slots that go into one request, with everyone who waits for them. */
export interface Group {
  facts: PageFacts;
  slots: Map<string, Slot>;
  waiting: { slot: string; settle: (result: SlotResult | null) => void }[];
}

/** Puts a query into the first group that it agrees with, or opens a new one. */
export function joinGroup(
  groups: Group[],
  { slot, facts }: SlotQuery,
  settle: (result: SlotResult | null) => void,
): void {
  let group = groups.find((each) => hasRoom(each, slot) && agree(each.facts, facts));
  if (!group) {
    group = { facts, slots: new Map(), waiting: [] };
    groups.push(group);
  }
  group.facts = merge(group.facts, facts);
  group.slots.set(slot.id, slot);
  group.waiting.push({ slot: slot.id, settle });
}

function hasRoom(group: Group, slot: Slot): boolean {
  const known = group.slots.get(slot.id);
  return known ? JSON.stringify(known) === JSON.stringify(slot) : group.slots.size < MAX_SLOTS;
}

function agree(left: PageFacts, right: PageFacts): boolean {
  return FACTS.every(
    (name) =>
      left[name].length === 0 ||
      right[name].length === 0 ||
      JSON.stringify(left[name]) === JSON.stringify(right[name]),
  );
}

/** A fact that one widget names holds for the page, so for its neighbours too. */
function merge(left: PageFacts, right: PageFacts): PageFacts {
  return {
    locale: left.locale || right.locale,
    item: left.item || right.item,
    category: left.category || right.category,
    cart: left.cart.length > 0 ? left.cart : right.cart,
    key: left.key || right.key,
    endpoint: left.endpoint || right.endpoint,
  };
}
