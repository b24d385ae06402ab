/** One question whose answer is known: what came next, or what else was in the basket. */
export interface Trial {
  /** Old to new. */
  readonly session: readonly number[];
  /** The person's items from before, new to old. */
  readonly history: readonly number[];
  readonly target: number;
}

/** What a model may learn from, oldest first, and what it is then asked. */
export interface HeldOut {
  readonly sessions: readonly (readonly number[])[];
  /** Of each session or basket that is held out. */
  readonly trials: readonly (readonly Trial[])[];
}

/** As much as a shop's last week of ten. */
const NEWEST_SHARE = 0.1;

/** Holds out the newest sessions: after each of their items, the next is to be found. */
export function holdOutNewest(sessions: readonly (readonly number[])[]): HeldOut {
  return holdOutVisits(sessions.map((items) => ({ items, history: [] })));
}

/** The same from `cut` on, with what each person had to do with before. */
export function holdOutVisits(visits: readonly Visit[], cut = cutOf(visits.length)): HeldOut {
  return {
    sessions: visits.slice(0, cut).map(({ items }) => items),
    trials: visits.slice(cut).map(({ items, history }) => nextItemTrials(items, history)),
  };
}

/** How many of so many sessions come before those that are held out. */
export function cutOf(count: number): number {
  return Math.floor(count * (1 - NEWEST_SHARE));
}

/** Holds out the last item of each sequence: all of it that a person ever chose, and what they chose then. */
export function holdOutLast(sequences: readonly (readonly number[])[]): HeldOut {
  const long = sequences.filter((sequence) => sequence.length >= 2);
  return {
    sessions: sequences.map((sequence) => sequence.slice(0, -1)),
    trials: long.map((sequence) => [
      { session: sequence.slice(0, -1), history: [], target: sequence.at(-1) ?? 0 },
    ]),
  };
}

/** A session or a basket, and what the same person had to do with before, new to old. */
export interface Visit {
  readonly items: readonly number[];
  readonly history: readonly number[];
}

/** Of one large basket, more would all say the same. */
const TRIALS_A_BASKET = 3;

/** Holds out the newest baskets: of each, a few items are to be found by all the others. */
export function holdOutBaskets(baskets: readonly Visit[], random: () => number): HeldOut {
  const cut = cutOf(baskets.length);
  return {
    sessions: baskets.slice(0, cut).map(({ items }) => items),
    trials: baskets.slice(cut).map(({ items, history }) => {
      const count = items.length < 2 ? 0 : TRIALS_A_BASKET;
      return Array.from({ length: count }, () => {
        const hidden = Math.floor(random() * items.length);
        return { session: items.toSpliced(hidden, 1), history, target: items[hidden] ?? 0 };
      });
    }),
  };
}

/** For each item of the session but the first: all before it, and it. */
export function nextItemTrials(
  session: readonly number[],
  history: readonly number[] = [],
): Trial[] {
  return session.slice(1).map((target, before) => ({
    session: session.slice(0, before + 1),
    history,
    target,
  }));
}
