/** The session that is asked about: its distinct items, newest first. */
export interface OwnItems {
  readonly items: readonly number[];
  /** How far back each was last seen: 0 for the last item. */
  readonly ranks: readonly number[];
  readonly counts: readonly number[];
  /** With repeats. */
  readonly length: number;
}

/** `session`: old to new; of more than `most` distinct items the newest. */
export function ownItems(session: readonly number[], most: number): OwnItems {
  const items: number[] = [];
  const ranks: number[] = [];
  const counts: number[] = [];
  for (let at = session.length - 1; at >= 0; at -= 1) {
    const item = session[at] ?? 0;
    const known = items.indexOf(item);
    if (known >= 0) counts[known] = (counts[known] ?? 0) + 1;
    else if (items.length < most) {
      items.push(item);
      ranks.push(session.length - 1 - at);
      counts.push(1);
    }
  }
  return { items, ranks, counts, length: session.length };
}
