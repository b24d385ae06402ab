import { FEATURE, FEATURE_COUNT } from './features.ts';

/**
 * Weighs the components against each other: a linear part plus one hidden layer of a few rectified units, learnt from
 * what people chose next (a listwise softmax, Cao et al., ICML 2007).
 */
export interface Ranker {
  /** A multiple of four. */
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

/** Sums that don't wait for each other: one at a time took three times as long. */
const UNITS_AT_ONCE = 4;

/** The score of the candidate whose features begin at `at`; comparable within one question only. */
export function scoreCandidate(
  { hidden, weights }: Ranker,
  features: Float32Array,
  at: number,
): number {
  const biases = hidden * FEATURE_COUNT;
  const outputs = biases + hidden;
  const linear = outputs + hidden;
  let score = 0;
  for (let feature = 0; feature < FEATURE_COUNT; feature += 1) {
    score += (weights[linear + feature] ?? 0) * (features[at + feature] ?? 0);
  }
  for (let unit = 0; unit < hidden; unit += UNITS_AT_ONCE) {
    let one = weights[biases + unit] ?? 0;
    let two = weights[biases + unit + 1] ?? 0;
    let three = weights[biases + unit + 2] ?? 0;
    let four = weights[biases + unit + 3] ?? 0;
    const row = unit * FEATURE_COUNT;
    for (let feature = 0; feature < FEATURE_COUNT; feature += 1) {
      const value = features[at + feature] ?? 0;
      const cell = row + feature;
      one += (weights[cell] ?? 0) * value;
      two += (weights[cell + FEATURE_COUNT] ?? 0) * value;
      three += (weights[cell + 2 * FEATURE_COUNT] ?? 0) * value;
      four += (weights[cell + 3 * FEATURE_COUNT] ?? 0) * value;
    }
    const output = outputs + unit;
    if (one > 0) score += one * (weights[output] ?? 0);
    if (two > 0) score += two * (weights[output + 1] ?? 0);
    if (three > 0) score += three * (weights[output + 2] ?? 0);
    if (four > 0) score += four * (weights[output + 3] ?? 0);
  }
  return score;
}
