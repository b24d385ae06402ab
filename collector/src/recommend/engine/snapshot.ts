import { itemsInSlot, numberIn, oldestSession, type SessionIndex } from './session-index.ts';
import { slotsOfSame } from './session-keys.ts';
import type { Sessions } from './sessions.ts';

/** A copy of the sessions in these slots, for another thread. */
export function snapshot(index: SessionIndex, slots: readonly number[]): Sessions {
  const { arena, starts, lengths } = index;
  const ends = new Uint32Array(slots.length);
  let length = 0;
  for (const [at, slot] of slots.entries()) {
    length += lengths[slot] ?? 0;
    ends[at] = length;
  }
  const items = new Int32Array(length);
  let next = 0;
  // a view of each session would take a hundred times as long, and answers wait
  for (const slot of slots) {
    const start = starts[slot] ?? 0;
    const end = start + (lengths[slot] ?? 0);
    for (let at = start; at < end; at += 1) items[next++] = arena.cells[at] ?? 0;
  }
  return { items, ends };
}

/** Where the sessions that are kept are, oldest first. */
export function slotsKept(index: SessionIndex): number[] {
  const slots: number[] = [];
  for (let number = oldestSession(index); number < index.begun; number += 1) {
    const slot = number % index.maxSessions;
    if ((index.lengths[slot] ?? 0) > 0) slots.push(slot);
  }
  return slots;
}

/** The items of the same owner's sessions before the one in this slot, new to old. */
export function itemsBefore(index: SessionIndex, slot: number, most: number): number[] {
  const number = numberIn(index, slot);
  const earlier = slotsOfSame(index.keys, slot)
    .filter((other) => numberIn(index, other) < number)
    .sort((one, other) => numberIn(index, other) - numberIn(index, one));
  const items: number[] = [];
  for (const other of earlier) {
    if (items.length >= most) break;
    items.push(...itemsInSlot(index, other).toReversed());
  }
  return items.slice(0, most);
}
