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

/** As many tell which item of several it was, if any of them holds both. */
const ENOUGH_MET = 32;

function shareWith(index: SessionIndex, own: number, item: number): number {
  const { arena, starts, lengths, maxSessions } = index;
  const { cells } = arena;
  const oldest = oldestSession(index);
  let met = 0;
  let shared = 0;
  for (const number of newestWith(index, own)) {
    if (met >= ENOUGH_MET && shared > 0) break;
    if (number < oldest) continue;
    met += 1;
    const slot = number % maxSessions;
    const start = starts[slot] ?? 0;
    const end = start + (lengths[slot] ?? 0);
    for (let at = start; at < end; at += 1) {
      if (cells[at] !== item) continue;
      shared += 1;
      break;
    }
  }
  return met === 0 ? 0 : shared / met;
}
