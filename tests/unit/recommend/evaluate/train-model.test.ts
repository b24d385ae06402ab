import { describe, expect, test } from 'vitest';
import {
  createEngine,
  createScratch,
  rankItems,
} from '../../../../collector/src/recommend/engine/engine.ts';
import { trainRanker } from '../../../../collector/src/recommend/engine/train-ranker.ts';
import { FEATURE_COUNT } from '../../../../collector/src/recommend/engine/features.ts';
import { scoreCandidate } from '../../../../collector/src/recommend/engine/ranker.ts';
import { chooseRanker } from '../../../../collector/src/recommend/evaluate/choose-ranker.ts';
import { evaluate } from '../../../../collector/src/recommend/evaluate/evaluate.ts';
import {
  holdOutBaskets,
  holdOutLast,
  holdOutNewest,
} from '../../../../collector/src/recommend/evaluate/hold-out.ts';
import { eligibleFor } from '../../../../collector/src/recommend/evaluate/repeats.ts';
import { teach, trainModel } from '../../../../collector/src/recommend/evaluate/train-model.ts';

/** The same on every run. */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('what is held out', () => {
  test('of the newest tenth of sessions, each next item', () => {
    const sessions = Array.from({ length: 10 }, (_, at) => [at, at + 1, at + 2]);
    const { sessions: older, trials } = holdOutNewest(sessions);
    expect(older).toEqual(sessions.slice(0, 9));
    expect(trials).toEqual([
      [
        { session: [9], history: [], target: 10 },
        { session: [9, 10], history: [], target: 11 },
      ],
    ]);
  });

  test('of sequences, the last item', () => {
    const { sessions, trials } = holdOutLast([[1, 2, 3], [4]]);
    expect(sessions).toEqual([[1, 2], []]);
    expect(trials).toEqual([[{ session: [1, 2], history: [], target: 3 }]]);
  });

  test('of baskets, items that the rest of the basket is without', () => {
    const baskets = Array.from({ length: 20 }, (_, at) => ({ items: [at, 50, 60], history: [7] }));
    const { trials } = holdOutBaskets([...baskets, { items: [1], history: [] }], createRandom());
    expect(trials.flat()).toHaveLength(6);
    for (const { session, target, history } of trials.flat()) {
      expect(session).toHaveLength(2);
      expect(session).not.toContain(target);
      expect(history).toEqual([7]);
    }
  });
});

test('counts hits, ranks, coverage and popularity as they are defined', () => {
  const trial = (target: number) => ({ session: [0], history: [], target });
  const found = evaluate({
    trials: [trial(1), trial(2), trial(9)],
    answer: () => [1, 2],
    popularity: [0, 4, 2, 2],
  });
  expect(found).toMatchObject({ trials: 3, hr: 2 / 3, mrr: 0.5, coverage: 2 / 3 });
  expect(found.ndcg).toBeCloseTo((1 + 1 / Math.log2(3)) / 3);
  expect(found.popularityBias).toBeCloseTo(0.75);
});

test.each([
  ['all', [1, 2, 3, 4]],
  ['not_last', [1, 3, 4]],
  ['none', [3, 4]],
  ['new', [3]],
] as const)('of session and history, items are eligible: %s', (repeats, expected) => {
  const known = { session: [1, 2], history: [4] };
  expect([1, 2, 3, 4].filter(eligibleFor(repeats, known))).toEqual(expected);
});

/** Two candidates; the one with the higher feature is chosen, unless another feature is on. */
function examples(count: number) {
  const random = createRandom();
  return Array.from({ length: count }, () => {
    const features = Float32Array.from({ length: 2 * FEATURE_COUNT }, () => random());
    const [one = 0, other = 0] = [features[3], features[FEATURE_COUNT + 3]];
    return { features, chosen: one > other ? 0 : 1 };
  });
}

test.each([0, 4])(
  'a ranker with %i hidden units learns by which feature people choose',
  (hidden) => {
    const ranker = trainRanker(examples(600), { hidden, epochs: 8, random: createRandom() });
    const right = examples(900)
      .slice(600)
      .filter(({ features, chosen }) => {
        const isFirst =
          scoreCandidate(ranker, features, 0) > scoreCandidate(ranker, features, FEATURE_COUNT);
        return isFirst === (chosen === 0);
      });
    expect(right.length).toBeGreaterThan(240);
  },
);

test('keeps the plain blend where there is nothing to learn from', () => {
  expect(chooseRanker({ seen: [], unseen: [] }, createRandom()).chosen).toBe('untuned');
});

test('learns from sessions alone what people choose next, the same on every run', () => {
  const random = createRandom();
  // a catalogue walked in circles: after each item comes the next but one
  const sessions = Array.from({ length: 400 }, () => {
    const start = Math.floor(random() * 40);
    return [start, (start + 2) % 40, (start + 4) % 40, (start + 6) % 40];
  });
  const lesson = { sessions, held: holdOutNewest(sessions), items: 40, repeats: 'all' as const };
  const train = () => trainModel({ ...lesson, random: createRandom() });
  const { model, choice, report } = train();
  const engine = teach(createEngine({ scratch: createScratch() }), sessions);
  engine.model = model;
  const question = { session: [7, 9], history: [], isEligible: () => true };
  expect(rankItems(engine, question, 1)).toMatchObject([{ item: 11 }]);
  expect(choice.mrr[choice.chosen]).toBeGreaterThan(0.9);
  expect(report.engine.hr).toBeGreaterThan(0.9);
  expect(report.engine.mrr).toBeGreaterThan(2 * report.popularity.mrr);
  expect(train().model.ranker.weights).toEqual(model.ranker.weights);
});
