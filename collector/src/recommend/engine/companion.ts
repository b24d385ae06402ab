import { itemsInSlot, newestWith, oldestSession, type SessionIndex } from './session-index.ts';

/** How many of the newest sessions with `item` hold each other item. */
export function countCompanions(index: SessionIndex, item: number): Map<number, number> {
  const oldest = oldestSession(index);
  const counts = new Map<number, number>();
  for (const number of newestWith(index, item)) {
    if (number < oldest) continue;
    for (const other of new Set(itemsInSlot(index, number % index.maxSessions))) {
      if (other !== item) counts.set(other, (counts.get(other) ?? 0) + 1);
    }
  }
  return counts;
}

/** Of these items, the one that shares most of its newest sessions with `item`; none where no session holds both. */
export function strongestCompanion(
  index: SessionIndex,
  items: readonly number[],
  item: number,
): number | undefined {
  let strongest: number | undefined;
  let most = 0;
  for (const own of items) {
    const shared = shareWith(index, own, item);
    if (shared > most) [strongest, most] = [own, shared];
  }
  return strongest;
}

function shareWith(index: SessionIndex, own: number, item: number): number {
  const oldest = oldestSession(index);
  let met = 0;
  let shared = 0;
  for (const number of newestWith(index, own)) {
    if (number < oldest) continue;
    met += 1;
    if (itemsInSlot(index, number % index.maxSessions).includes(item)) shared += 1;
  }
  return met === 0 ? 0 : shared / met;
}
