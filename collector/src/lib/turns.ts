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

/** A piece of work during which others wait. */
interface Turn {
  /** Whether it has taken some time, so that others should have theirs. */
  readonly isOver: boolean;
  /** Gives them theirs and begins anew. */
  next(): Promise<void>;
}

/** For a loop that may be long. */
export function beginTurn(): Turn {
  let began = performance.now();
  return {
    get isOver() {
      return performance.now() - began > TURN_MS;
    },
    async next() {
      await endOfTurn();
      began = performance.now();
    },
  };
}

/** Maps a list that may be long, in turns; what makes its values as they are asked for makes them in these turns too. */
export async function mapInTurns<Value, Result>(
  values: Iterable<Value>,
  toResult: (value: Value, index: number) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  const turn = beginTurn();
  for (const value of values) {
    results.push(toResult(value, results.length));
    // behind the last one too: what comes next has a turn of its own
    if (turn.isOver) await turn.next();
  }
  return results;
}

/**
 * The function whose promise resolves when the event loop has taken in all that had come: who waits for it goes on together with
 * all others who do. Code that many requests run one right after the other is in the processor's caches; between two
 * calls of the system it would have to be fetched anew each time, which takes longer than to run it.
 */
export function createNextTurn(): () => Promise<void> {
  let next: Promise<void> | undefined;
  return () => {
    next ??= new Promise((resolve) => {
      setImmediate(() => {
        next = undefined;
        resolve();
      });
    });
    return next;
  };
}
