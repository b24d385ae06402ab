/** Which items of the session itself may be an answer: all, all but the one on the page, or none; `new`: nor the history's. */
export type Repeats = 'all' | 'not_last' | 'none' | 'new';

interface Known {
  /** Old to new. */
  readonly session: readonly number[];
  readonly history: readonly number[];
}

/** What may be answered. */
export function eligibleFor(
  repeats: Repeats,
  { session, history }: Known,
): (item: number) => boolean {
  if (repeats === 'all') return () => true;
  const last = session.at(-1);
  if (repeats === 'not_last') return (item) => item !== last;
  const own = new Set(repeats === 'none' ? session : [...session, ...history]);
  return (item) => !own.has(item);
}
