interface Shop {
  readonly events: number;
  readonly items: number;
  readonly random: () => number;
}

/** Items of one kind are looked at together. */
const KIND_SIZE = 40;
/** Clicks that leave the kind. */
const STRAYING = 0.2;

/** Sessions of 2 to 12 clicks, 5 in the mean; items and kinds are as unequal as in a shop (Zipf). */
export function* syntheticSessions({ events, items, random }: Shop): Generator<number[]> {
  const zipf = (count: number) => Math.floor(count ** random()) - 1;
  for (let made = 0; made < events;) {
    const session: number[] = [];
    const length = 2 + Math.min(10, Math.floor(-3 * Math.log(1 - random())));
    const kind = zipf(Math.floor(items / KIND_SIZE));
    for (let at = 0; at < length; at += 1) {
      const own = kind * KIND_SIZE + zipf(KIND_SIZE);
      session.push(random() < STRAYING ? zipf(items) : own);
    }
    made += length;
    yield session;
  }
}
