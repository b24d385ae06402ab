import { FEATURE, FEATURE_COUNT } from './features.ts';

/**
 * Weighs the components against each other: a linear part plus one hidden layer of a few rectified units, learnt from
 * what people chose next (a listwise softmax, Cao et al., ICML 2007).
 */
export interface Ranker {
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
  for (let unit = 0; unit < hidden; unit += 1) {
    let sum = weights[biases + unit] ?? 0;
    const row = unit * FEATURE_COUNT;
    for (let feature = 0; feature < FEATURE_COUNT; feature += 1) {
      sum += (weights[row + feature] ?? 0) * (features[at + feature] ?? 0);
    }
    if (sum > 0) score += sum * (weights[outputs + unit] ?? 0);
  }
  return score;
}
