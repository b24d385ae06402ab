import type { Trial } from './hold-out.ts';

/** How well answers foresee what people chose. */
export interface Evaluation {
  readonly trials: number;
  /** Share of trials whose target is among the first `k` (hit rate, recall). */
  readonly hr: number;
  /** Mean of 1 / rank of the target, 0 beyond `k` (mean reciprocal rank). */
  readonly mrr: number;
  /** Mean of 1 / log2(1 + rank), 0 beyond `k` (normalised discounted cumulative gain of one target). */
  readonly ndcg: number;
  /** Share of all items that were answered at least once. */
  readonly coverage: number;
  /** Mean popularity of what was answered, as a share of the most popular item's. */
  readonly popularityBias: number;
  /** Time of an answer in µs. */
  readonly meanUs: number;
  readonly p99Us: number;
}

interface Examination {
  readonly trials: readonly Trial[];
  /** At most `k` items, best first. */
  readonly answer: (trial: Trial) => readonly number[];
  /** By item: how often it was seen; as many as there are items. */
  readonly popularity: ArrayLike<number>;
}

/** Puts all trials, one after the other. */
export function evaluate({ trials, answer, popularity }: Examination): Evaluation {
  const sums = { hr: 0, mrr: 0, ndcg: 0, popularity: 0, answered: 0 };
  const answeredItems = new Set<number>();
  const times = new Float64Array(trials.length);
  for (const [at, trial] of trials.entries()) {
    const start = performance.now();
    const items = answer(trial);
    times[at] = (performance.now() - start) * 1_000;
    const rank = items.indexOf(trial.target) + 1;
    if (rank > 0) {
      sums.hr += 1;
      sums.mrr += 1 / rank;
      sums.ndcg += 1 / Math.log2(1 + rank);
    }
    for (const item of items) {
      answeredItems.add(item);
      sums.popularity += popularity[item] ?? 0;
    }
    sums.answered += items.length;
  }
  const count = Math.max(1, trials.length);
  return {
    trials: trials.length,
    hr: sums.hr / count,
    mrr: sums.mrr / count,
    ndcg: sums.ndcg / count,
    coverage: answeredItems.size / Math.max(1, countAbove(popularity, 0)),
    popularityBias: sums.popularity / Math.max(1, sums.answered) / highest(popularity),
    meanUs: times.reduce((sum, time) => sum + time, 0) / count,
    p99Us: times.toSorted()[Math.floor(trials.length * 0.99)] ?? 0,
  };
}

function countAbove(values: ArrayLike<number>, least: number): number {
  let count = 0;
  for (let at = 0; at < values.length; at += 1) if ((values[at] ?? 0) > least) count += 1;
  return count;
}

function highest(values: ArrayLike<number>): number {
  let most = 1;
  for (let at = 0; at < values.length; at += 1) most = Math.max(most, values[at] ?? 0);
  return most;
}
