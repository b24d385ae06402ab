import { itemsInSlot, oldestSession, type SessionIndex } from './session-index.ts';
import type { Sessions } from './sessions.ts';

/** A copy of the sessions kept, oldest first, for another thread. */
export function snapshot(index: SessionIndex): Sessions {
  const ends: number[] = [];
  let length = 0;
  eachSession(index, (items) => ends.push((length += items.length)));
  const all = new Int32Array(length);
  let next = 0;
  eachSession(index, (items) => {
    all.set(items, next);
    next += items.length;
  });
  return { items: all, ends: Uint32Array.from(ends) };
}

function eachSession(index: SessionIndex, visit: (items: Int32Array) => void): void {
  for (let number = oldestSession(index); number < index.begun; number += 1) {
    const items = itemsInSlot(index, number % index.maxSessions);
    if (items.length > 0) visit(items);
  }
}
