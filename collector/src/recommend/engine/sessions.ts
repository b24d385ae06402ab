/** Sessions one after the other, oldest first; session `n` ends before `ends[n]`. */
export interface Sessions {
  readonly items: Int32Array;
  readonly ends: Uint32Array;
}

export function toSessions(lists: readonly ArrayLike<number>[]): Sessions {
  const ends = new Uint32Array(lists.length);
  let length = 0;
  for (const [at, list] of lists.entries()) {
    length += list.length;
    ends[at] = length;
  }
  const items = new Int32Array(length);
  let next = 0;
  for (const list of lists) {
    items.set(list, next);
    next += list.length;
  }
  return { items, ends };
}
