import { createPopularity, type Popularity } from './popularity.ts';

/** How wanted things are these days: what happened a half-life ago counts half, in the shop and in each category. */
export interface Trends {
  /** `time` in ms UTC, any order. */
  add(sign: TrendSign): void;
  /** Of a category or of the whole shop, first what is wanted most. */
  leaders(category?: string): Iterable<{ readonly itemId: string; readonly score: number }>;
}

interface TrendSign {
  readonly itemId: string;
  /** Path of the item. */
  readonly categories: readonly string[];
  readonly weight: number;
  readonly time: number;
}

/** A shop has its days: yesterday still counts, last week hardly. */
const HALF_LIFE_MS = 2 * 86_400_000;
/** Beyond 2^500 the sums lose their small parts, beyond 2^1023 everything. */
const MAX_HALF_LIVES = 500;

/**
 * Instead of letting old signs fade, each new one weighs more: the order is the same, and nothing has to be touched
 * as time goes by.
 */
export function createTrends({ since }: { since: number }): Trends {
  const numbers = new Map<string, number>();
  const ids: string[] = [];
  let shelves = new Map<string, Popularity>();
  let start = since;

  function numberOf(itemId: string): number {
    const known = numbers.get(itemId) ?? ids.push(itemId) - 1;
    numbers.set(itemId, known);
    return known;
  }

  /** Starts anew with what leads; it takes years to get here. */
  function rebase(time: number): void {
    const shrink = 2 ** ((start - time) / HALF_LIFE_MS);
    shelves = new Map(
      [...shelves].map(([key, old]) => {
        const fresh = createPopularity();
        for (const item of old.leaders()) fresh.add(item, old.count(item) * shrink);
        return [key, fresh];
      }),
    );
    start = time;
  }

  return {
    add({ itemId, categories, weight, time }) {
      if ((time - start) / HALF_LIFE_MS > MAX_HALF_LIVES) rebase(time);
      const grown = weight * 2 ** ((time - start) / HALF_LIFE_MS);
      for (const key of [WHOLE_SHOP, ...categories.map(keyOf)]) {
        const shelf = shelves.get(key) ?? createPopularity();
        shelves.set(key, shelf);
        shelf.add(numberOf(itemId), grown);
      }
    },
    *leaders(category) {
      const shelf = shelves.get(category === undefined ? WHOLE_SHOP : keyOf(category));
      for (const item of shelf?.leaders() ?? []) {
        yield { itemId: ids[item] ?? '', score: shelf?.count(item) ?? 0 };
      }
    },
  };
}

const WHOLE_SHOP = '';

function keyOf(category: string): string {
  return `in ${category}`;
}
