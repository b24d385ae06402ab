import { type Engine, rankItems } from '../engine/engine.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import type { Trial } from './hold-out.ts';
import { eligibleFor, type Repeats } from './repeats.ts';

/** Whether an engine earns its place: it and the most popular items, on the same trials. */
export interface Report {
  readonly engine: Evaluation;
  readonly popularity: Evaluation;
}

/** Among the first 20, as the literature counts. */
const K = 20;
/** The figures are then within a hundredth. */
const MAX_TRIALS = 2_000;

/** Puts trials to the engine and to a list of what is most popular in its index. */
export function reportOn(
  engine: Engine,
  { trials, repeats }: { readonly trials: readonly Trial[]; readonly repeats: Repeats },
): Report {
  const popularity = engine.index.postings.counts;
  const mostPopular = Array.from(popularity.keys()).toSorted(
    (one, other) => (popularity[other] ?? 0) - (popularity[one] ?? 0),
  );
  const share = Math.max(1, trials.length / MAX_TRIALS);
  const asked = trials.filter((_, at) => Math.floor(at % share) === 0).slice(0, MAX_TRIALS);
  const common = { trials: asked, popularity };
  return {
    engine: evaluate({
      ...common,
      answer(trial) {
        const isEligible = eligibleFor(repeats, trial);
        return rankItems(engine, { ...trial, isEligible }, K).map(({ item }) => item);
      },
    }),
    popularity: evaluate({
      ...common,
      answer: (trial) => firstEligible(mostPopular, eligibleFor(repeats, trial)),
    }),
  };
}

function firstEligible(items: readonly number[], isEligible: (item: number) => boolean): number[] {
  const found: number[] = [];
  for (const item of items) {
    if (found.length === K) break;
    if (isEligible(item)) found.push(item);
  }
  return found;
}
