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

/** By time, for how long a value takes is up to its sender. */
const TURN_MS = 5;

/**
 * Maps a list that may be long: others have their turn whenever it has taken some time. What makes its values as they are
 * asked for makes them in these turns too.
 */
export async function mapInTurns<Value, Result>(
  values: Iterable<Value>,
  toResult: (value: Value, index: number) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  let began = performance.now();
  for (const value of values) {
    results.push(toResult(value, results.length));
    if (performance.now() - began <= TURN_MS) continue;
    // behind the last one too: what comes next has a turn of its own
    await endOfTurn();
    began = performance.now();
  }
  return results;
}
