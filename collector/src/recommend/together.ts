import type { Baskets } from './baskets.ts';

/** An item that goes with others, and the one of them that speaks most for it. */
export interface Companion {
  readonly item: number;
  readonly score: number;
  readonly seed: number;
}

/**
 * Pulls down what is in many baskets anyway, and what shares its only basket by chance: with 20, one of one shared
 * counts half of five of a hundred.
 */
const SHRINKAGE = 20;
/** Each seed counts this much of the one before it. */
const SEED_DECAY = 0.8;
/** Many times what a slot shows, for those that can't be shown. */
const MAX_COMPANIONS = 200;

/** What comes together with the seeds (most telling first), best first, without the seeds. */
export function together(baskets: Baskets, seeds: readonly number[]): Companion[] {
  const found = new Map<number, { score: number; best: number; seed: number }>();
  let seedWeight = 1;
  for (const seed of seeds) {
    const weight = seedWeight;
    baskets.eachNeighbour(seed, (item, shared) => {
      const part = (weight * shared) / Math.sqrt(baskets.count(item) + SHRINKAGE);
      const known = found.get(item);
      if (!known) {
        found.set(item, { score: part, best: part, seed });
        return;
      }
      known.score += part;
      if (part > known.best) Object.assign(known, { best: part, seed });
    });
    seedWeight *= SEED_DECAY;
  }
  for (const seed of seeds) found.delete(seed);
  return [...found]
    .map(([item, { score, seed }]) => ({ item, score, seed }))
    .sort((one, other) => other.score - one.score)
    .slice(0, MAX_COMPANIONS);
}
