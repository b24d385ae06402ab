import {
  createEngine,
  createScratch,
  type Engine,
  rankItems,
} from '../../../../collector/src/recommend/engine/engine.ts';
import {
  evaluate,
  type Evaluation,
} from '../../../../collector/src/recommend/evaluate/evaluate.ts';
import type { Trial } from '../../../../collector/src/recommend/evaluate/hold-out.ts';
import { eligibleFor } from '../../../../collector/src/recommend/evaluate/repeats.ts';
import {
  describeAll,
  teach,
  type Trained,
  trainModel,
} from '../../../../collector/src/recommend/evaluate/train-model.ts';
import { type DataSet, seededRandom } from './data-set.ts';

interface SetResult extends Trained {
  readonly engine: Engine;
  readonly evaluation: Evaluation;
}

/** Trains the collector's engine on what the set has for training, and puts the set's test to it. */
export function runSet(
  set: DataSet,
  { k, onProgress }: { readonly k: number; readonly onProgress: (step: string) => void },
): SetResult {
  const trained = trainModel({ ...set, random: seededRandom(1), onProgress });
  const engine = teach(createEngine({ scratch: createScratch() }), set.sessions);
  describeAll(engine, set.words ?? []);
  engine.model = trained.model;
  onProgress(`${set.test.length} test trials`);
  return { ...trained, engine, evaluation: examine(engine, set, k) };
}

/** Puts the set's test to an engine; a first part of it twice, so that times are those of a running collector. */
function examine(engine: Engine, set: DataSet, k: number): Evaluation {
  const answer = (trial: Trial) =>
    rankItems(engine, { ...trial, isEligible: eligibleFor(set.repeats, trial) }, k).map(
      ({ item }) => item,
    );
  for (const trial of set.test.slice(0, 1_000)) answer(trial);
  return evaluate({ trials: set.test, answer, popularity: countItems(set) });
}

/** By item: how often it is in the sessions. */
export function countItems({ sessions, items }: DataSet): Uint32Array {
  const counts = new Uint32Array(items);
  for (const session of sessions) {
    for (const item of session) counts[item] = (counts[item] ?? 0) + 1;
  }
  return counts;
}
