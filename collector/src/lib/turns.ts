import { setImmediate as endOfTurn } from 'node:timers/promises';

/** Things that one taker at a time may use. */
export interface Turns<Item> {
  take(): Promise<Item>;
  /** Gives back what was taken. */
  give(item: Item): void;
}

/** Hands out each item to one taker at a time, first come first served. */
export function createTurns<Item>(items: readonly Item[]): Turns<Item> {
  const free = [...items];
  const waiting: ((item: Item) => void)[] = [];
  return {
    take() {
      const item = free.shift();
      if (item !== undefined) return Promise.resolve(item);
      return new Promise((resolve) => waiting.push(resolve));
    },
    give(item) {
      const next = waiting.shift();
      if (next === undefined) free.push(item);
      else next(item);
    },
  };
}

/** Runs works, so many at once; the others wait as they came. */
export function createInTurn(
  atOnce: number,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const turns = createTurns(Array.from({ length: atOnce }, (_, index) => index));
  return async (work) => {
    const turn = await turns.take();
    try {
      return await work();
    } finally {
      turns.give(turn);
    }
  };
}

/** Maps a list that may be long, so many at a time: others have their turn in between. */
export async function mapInTurns<Value, Result>(
  values: readonly Value[],
  atOnce: number,
  toResult: (value: Value, index: number) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, value] of values.entries()) {
    if (index > 0 && index % atOnce === 0) await endOfTurn();
    results.push(toResult(value, index));
  }
  return results;
}
