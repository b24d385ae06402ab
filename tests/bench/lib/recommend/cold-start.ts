import {
  createEngine,
  createScratch,
  rankItems,
} from '../../../../collector/src/recommend/engine/engine.ts';
import { evaluate } from '../../../../collector/src/recommend/evaluate/evaluate.ts';
import { eligibleFor } from '../../../../collector/src/recommend/evaluate/repeats.ts';
import { describeAll } from '../../../../collector/src/recommend/evaluate/train-model.ts';
import { type DataSet, seededRandom } from './data-set.ts';
import { countItems } from './run-set.ts';

interface ColdStart {
  /** HR@10 of attributes alone, over the whole catalogue, on trials whose target nobody ever bought. */
  readonly attributes: number;
  /** The same among the items that nobody ever bought. */
  readonly amongHidden: number;
  /** HR@10 of the most popular items on all trials: what those find of items they know. */
  readonly popularity: number;
}

const HIDDEN_SHARE = 0.1;
const K = 10;

/** Hides a tenth of the items from all sessions and asks for them by what they are like, and by nothing else. */
export function measureColdStart(set: DataSet): ColdStart {
  const random = seededRandom(7);
  const hidden = new Set<number>();
  for (let item = 0; item < set.items; item += 1) if (random() < HIDDEN_SHARE) hidden.add(item);
  // an engine that saw no session has only attributes to go by
  const engine = createEngine({ scratch: createScratch() });
  describeAll(engine, set.words ?? []);
  const known = set.test.map((trial) => ({
    ...trial,
    session: trial.session.filter((item) => !hidden.has(item)),
  }));
  const cold = known.filter(({ target }) => hidden.has(target));
  const popularity = countItems(set).map((count, item) => (hidden.has(item) ? 0 : count));
  const mostPopular = Array.from(popularity.keys()).sort(
    (one, other) => (popularity[other] ?? 0) - (popularity[one] ?? 0),
  );
  const ask = (isCandidate: (item: number) => boolean) =>
    evaluate({
      trials: cold,
      popularity,
      answer(trial) {
        const isNew = eligibleFor('none', trial);
        const isEligible = (item: number) => isNew(item) && isCandidate(item);
        return rankItems(engine, { ...trial, isEligible }, K).map(({ item }) => item);
      },
    }).hr;
  return {
    attributes: ask(() => true),
    amongHidden: ask((item) => hidden.has(item)),
    popularity: evaluate({
      trials: known,
      popularity,
      answer: ({ session }) => firstNew(mostPopular, new Set(session)),
    }).hr,
  };
}

function firstNew(items: readonly number[], own: ReadonlySet<number>): number[] {
  const found: number[] = [];
  for (const item of items) {
    if (found.length === K) break;
    if (!own.has(item)) found.push(item);
  }
  return found;
}
