/** Which items of the session itself may be an answer: all, all but the one on the page, or none. */
export type Repeats = 'all' | 'not_last' | 'none';

/** What may be answered to this session (old to new). */
export function eligibleFor(
  repeats: Repeats,
  session: readonly number[],
): (item: number) => boolean {
  if (repeats === 'all') return () => true;
  const last = session.at(-1);
  if (repeats === 'not_last') return (item) => item !== last;
  const own = new Set(session);
  return (item) => !own.has(item);
}
