import { createNumbering } from './numbering.ts';
import { createPopularity, NO_CATEGORIES } from './popularity.ts';

/** How wanted things are these days: what happened a half-life ago counts half, in the shop and in each category. */
export interface Trends {
  /** `time` in ms UTC, any order. */
  add(sign: TrendSign): void;
  /** Of a category or of the whole shop, first what is wanted most. */
  leaders(category?: string): Iterable<{ readonly itemId: string; readonly score: number }>;
}

interface TrendSign {
  readonly itemId: string;
  /** Path of the item; `NO_CATEGORIES` of one that the catalogue does not have. */
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
  const items = createNumbering();
  const popularity = createPopularity();
  let start = since;

  return {
    add({ itemId, categories, weight, time }) {
      const item = categories === NO_CATEGORIES ? items.admit(itemId) : items.numberOf(itemId);
      if (item === undefined) return;
      // it takes years to get here
      if ((time - start) / HALF_LIFE_MS > MAX_HALF_LIVES) {
        popularity.scale(2 ** ((start - time) / HALF_LIFE_MS));
        start = time;
      }
      const grown = weight * 2 ** ((time - start) / HALF_LIFE_MS);
      popularity.add(item, grown, categories);
    },
    *leaders(category) {
      for (const item of popularity.leaders(category)) {
        yield { itemId: items.nameOf(item), score: popularity.count(item) };
      }
    },
  };
}
