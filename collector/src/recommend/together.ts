import type { Baskets } from './baskets.ts';

/** An item that goes with others, and the one of them that speaks most for it. */
interface Companion {
  readonly item: number;
  readonly score: number;
  readonly seed: number;
}

/** Finds what comes together with the seeds (most telling first), best first, without the seeds. */
export type FindCompanions = (baskets: Baskets, seeds: readonly number[]) => Companion[];

/**
 * Pulls down what is in many baskets anyway, and what shares its only basket by chance: with 20, one of one shared
 * counts half of five of a hundred.
 */
const SHRINKAGE = 20;
/** Each seed counts this much of the one before it. */
const SEED_DECAY = 0.8;
/** Several times what a slot shows, for those that can't be shown. */
const MAX_COMPANIONS = 100;

/** Adding up over typed arrays that are kept between questions: maps took ten times as long. */
export function createFindCompanions(): FindCompanions {
  let scores = new Float64Array(0);
  let bestParts = new Float64Array(0);
  let bestSeeds = new Uint32Array(0);

  function makeRoom(item: number): void {
    if (item < scores.length) return;
    const room = (item + 1) * 2;
    scores = copyInto(new Float64Array(room), scores);
    bestParts = copyInto(new Float64Array(room), bestParts);
    bestSeeds = copyInto(new Uint32Array(room), bestSeeds);
  }

  return (baskets, seeds) => {
    const touched: number[] = [];
    for (const [index, seed] of seeds.entries()) {
      const weight = SEED_DECAY ** index;
      baskets.eachNeighbour(seed, (item, shared) => {
        makeRoom(item);
        const score = scores[item] ?? 0;
        const part = (weight * shared) / Math.sqrt(baskets.count(item) + SHRINKAGE);
        if (score === 0) touched.push(item);
        scores[item] = score + part;
        if (score > 0 && part <= (bestParts[item] ?? 0)) return;
        bestParts[item] = part;
        bestSeeds[item] = seed;
      });
    }
    for (const seed of seeds) scores[seed] = 0;
    const best = pickBest(touched, scores).map((item) => ({
      item,
      score: scores[item] ?? 0,
      seed: bestSeeds[item] ?? 0,
    }));
    for (const item of touched) scores[item] = 0;
    return best;
  };
}

function copyInto<T extends Float64Array | Uint32Array>(grown: T, old: T): T {
  grown.set(old);
  return grown;
}

/** The items with the highest scores above zero, in order; sorting all of them would cost more than finding them. */
function pickBest(items: readonly number[], scores: Float64Array): number[] {
  const best: number[] = [];
  for (const item of items) {
    const score = scores[item] ?? 0;
    const isFull = best.length === MAX_COMPANIONS;
    if (score === 0 || (isFull && score <= (scores[best.at(-1) ?? 0] ?? 0))) continue;
    if (isFull) best.pop();
    best.splice(rankOf(score, best, scores), 0, item);
  }
  return best;
}

/** Where a score belongs among the best, after its equals. */
function rankOf(score: number, best: readonly number[], scores: Float64Array): number {
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((scores[best[middle] ?? 0] ?? 0) >= score) low = middle + 1;
    else high = middle;
  }
  return low;
}
