import { FEATURE, FEATURE_COUNT } from './features.ts';

/**
 * Weighs the components against each other: a linear part plus one hidden layer of a few rectified units, learnt from
 * what people chose next (a listwise softmax, Cao et al., ICML 2007).
 */
export interface Ranker {
  /** A multiple of eight. */
  readonly hidden: number;
  /** `hidden` rows of weights, their biases, their outputs, then the linear part. */
  readonly weights: Float32Array;
}

/** A plain blend for a shop that nothing was learnt from yet; what is popular anyway is pulled down. */
export const UNTUNED: Ranker = { hidden: 0, weights: untunedWeights() };

function untunedWeights(): Float32Array {
  const weights = new Float32Array(FEATURE_COUNT);
  weights[FEATURE.nearby] = 0.4;
  weights[FEATURE.overlap] = 0.2;
  weights[FEATURE.sets] = 0.3;
  weights[FEATURE.after] = 0.1;
  weights[FEATURE.next] = 0.1;
  weights[FEATURE.transitions] = 0.2;
  weights[FEATURE.popularity] = -0.3;
  weights[FEATURE.attributes] = 0.1;
  return weights;
}

export function weightCount(hidden: number): number {
  return hidden * (FEATURE_COUNT + 2) + FEATURE_COUNT;
}

interface Scoring {
  /** `FEATURE_COUNT` for each candidate. */
  readonly features: Float32Array;
  readonly count: number;
  /** Where each candidate's score goes; comparable within one question only. */
  readonly scores: Float64Array;
}

/** Scores the candidates of a question. */
export function scoreCandidates(ranker: Ranker, { features, count, scores }: Scoring): void {
  for (let at = 0; at < count; at += 1) {
    scores[at] = scoreCandidate(ranker, features, at * FEATURE_COUNT);
  }
}

/** Sums that don't wait for each other: one at a time took three times as long. */
const UNITS_AT_ONCE = 8;
const F = FEATURE_COUNT;

/** The score of the candidate whose features begin at `from`. */
export function scoreCandidate(
  { hidden, weights }: Ranker,
  features: Float32Array,
  from: number,
): number {
  const linear = hidden * (F + 2);
  let score = 0;
  for (let feature = 0; feature < F; feature += 1) {
    score += (weights[linear + feature] ?? 0) * (features[from + feature] ?? 0);
  }
  for (let unit = 0; unit < hidden; unit += UNITS_AT_ONCE) {
    score += scoreUnits({ hidden, weights }, { features, from, unit });
  }
  return score;
}

interface Units {
  readonly features: Float32Array;
  readonly from: number;
  /** The first of eight. */
  readonly unit: number;
}

function scoreUnits({ hidden, weights }: Ranker, { features, from, unit }: Units): number {
  const bias = hidden * F + unit;
  let u0 = weights[bias] ?? 0;
  let u1 = weights[bias + 1] ?? 0;
  let u2 = weights[bias + 2] ?? 0;
  let u3 = weights[bias + 3] ?? 0;
  let u4 = weights[bias + 4] ?? 0;
  let u5 = weights[bias + 5] ?? 0;
  let u6 = weights[bias + 6] ?? 0;
  let u7 = weights[bias + 7] ?? 0;
  for (let feature = 0, cell = unit * F; feature < F; feature += 1, cell += 1) {
    const value = features[from + feature] ?? 0;
    // most are zero
    if (value === 0) continue;
    u0 += (weights[cell] ?? 0) * value;
    u1 += (weights[cell + F] ?? 0) * value;
    u2 += (weights[cell + 2 * F] ?? 0) * value;
    u3 += (weights[cell + 3 * F] ?? 0) * value;
    u4 += (weights[cell + 4 * F] ?? 0) * value;
    u5 += (weights[cell + 5 * F] ?? 0) * value;
    u6 += (weights[cell + 6 * F] ?? 0) * value;
    u7 += (weights[cell + 7 * F] ?? 0) * value;
  }
  const output = bias + hidden;
  return (
    Math.max(0, u0) * (weights[output] ?? 0) +
    Math.max(0, u1) * (weights[output + 1] ?? 0) +
    Math.max(0, u2) * (weights[output + 2] ?? 0) +
    Math.max(0, u3) * (weights[output + 3] ?? 0) +
    Math.max(0, u4) * (weights[output + 4] ?? 0) +
    Math.max(0, u5) * (weights[output + 5] ?? 0) +
    Math.max(0, u6) * (weights[output + 6] ?? 0) +
    Math.max(0, u7) * (weights[output + 7] ?? 0)
  );
}
