import { FEATURE_COUNT } from './features.ts';
import { type Ranker, weightCount } from './ranker.ts';

/** The candidates of one question, and which of them was chosen. */
export interface Example {
  readonly features: Float32Array;
  readonly chosen: number;
}

interface Training {
  readonly hidden: number;
  readonly epochs: number;
  /** From 0 to below 1. */
  readonly random: () => number;
}

const LEARNING_RATE = 0.005;
const BATCH = 16;
const WEIGHT_DECAY = 1e-5;
const ADAM = { first: 0.9, second: 0.999, least: 1e-8 };

/** Learns a ranker by Adam (Kingma and Ba, 2015) on the softmax over each question's candidates. */
export function trainRanker(examples: readonly Example[], training: Training): Ranker {
  const { hidden, epochs, random } = training;
  const scale = measure(examples);
  const state = createState(hidden, random);
  const order = Array.from(examples.keys());
  const steps = epochs * Math.ceil(examples.length / BATCH);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += BATCH) {
      state.gradient.fill(0);
      for (const at of order.slice(from, from + BATCH)) {
        const example = examples[at];
        if (example) descend(state, example, scale);
      }
      update(state, 1 - (0.95 * state.step) / steps);
    }
  }
  return { hidden, weights: unscaled(state, scale) };
}

interface Scale {
  readonly means: Float64Array;
  readonly inverses: Float64Array;
}

function measure(examples: readonly Example[]): Scale {
  const sums = new Float64Array(FEATURE_COUNT);
  const squares = new Float64Array(FEATURE_COUNT);
  let count = 0;
  for (const { features } of examples) {
    count += features.length / FEATURE_COUNT;
    for (let at = 0; at < features.length; at += 1) {
      const feature = at % FEATURE_COUNT;
      const value = features[at] ?? 0;
      sums[feature] = (sums[feature] ?? 0) + value;
      squares[feature] = (squares[feature] ?? 0) + value * value;
    }
  }
  const means = sums.map((sum) => sum / Math.max(1, count));
  const inverses = squares.map((square, feature) => {
    const variance = square / Math.max(1, count) - (means[feature] ?? 0) ** 2;
    return variance > 1e-8 ? 1 / Math.sqrt(variance) : 0;
  });
  return { means, inverses };
}

interface State {
  readonly hidden: number;
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  step: number;
}

function createState(hidden: number, random: () => number): State {
  const length = weightCount(hidden);
  const weights = new Float64Array(length);
  const spread = Math.sqrt(3 / FEATURE_COUNT);
  for (let at = 0; at < hidden * FEATURE_COUNT; at += 1) weights[at] = (random() - 0.5) * spread;
  const outputs = hidden * (FEATURE_COUNT + 1);
  for (let at = outputs; at < outputs + hidden; at += 1) weights[at] = (random() - 0.5) * 0.2;
  return {
    hidden,
    weights,
    gradient: new Float64Array(length),
    first: new Float64Array(length),
    second: new Float64Array(length),
    step: 0,
  };
}

/** Adds one question's gradient: of each candidate, its probability less whether it was chosen. */
function descend(state: State, { features, chosen }: Example, scale: Scale): void {
  const count = features.length / FEATURE_COUNT;
  const inputs = standardize(features, scale);
  const active = new Float64Array(count * state.hidden);
  const scores = new Float64Array(count);
  for (let at = 0; at < count; at += 1) scores[at] = forward(state, { inputs, active, at });
  const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  let sum = 0;
  for (let at = 0; at < count; at += 1) {
    scores[at] = Math.exp((scores[at] ?? 0) - highest);
    sum += scores[at] ?? 0;
  }
  for (let at = 0; at < count; at += 1) {
    const error = (scores[at] ?? 0) / sum - (at === chosen ? 1 : 0);
    if (Math.abs(error) > 1e-5) backward(state, { inputs, active, at }, error);
  }
}

function standardize(features: Float32Array, { means, inverses }: Scale): Float64Array {
  const inputs = new Float64Array(features.length);
  for (let from = 0; from < features.length; from += FEATURE_COUNT) {
    for (let feature = 0; feature < FEATURE_COUNT; feature += 1) {
      const centred = (features[from + feature] ?? 0) - (means[feature] ?? 0);
      inputs[from + feature] = centred * (inverses[feature] ?? 0);
    }
  }
  return inputs;
}

interface Pass {
  readonly inputs: Float64Array;
  /** Outputs of the hidden units. */
  readonly active: Float64Array;
  readonly at: number;
}

function forward({ hidden, weights }: State, { inputs, active, at }: Pass): number {
  const from = at * FEATURE_COUNT;
  const biases = hidden * FEATURE_COUNT;
  const linear = biases + 2 * hidden;
  let score = 0;
  for (let feature = 0; feature < FEATURE_COUNT; feature += 1) {
    score += (weights[linear + feature] ?? 0) * (inputs[from + feature] ?? 0);
  }
  for (let unit = 0; unit < hidden; unit += 1) {
    let sum = weights[biases + unit] ?? 0;
    const row = unit * FEATURE_COUNT;
    for (let feature = 0; feature < FEATURE_COUNT; feature += 1) {
      sum += (weights[row + feature] ?? 0) * (inputs[from + feature] ?? 0);
    }
    const output = Math.max(0, sum);
    active[at * hidden + unit] = output;
    score += output * (weights[biases + hidden + unit] ?? 0);
  }
  return score;
}

function backward(
  { hidden, weights, gradient }: State,
  { inputs, active, at }: Pass,
  error: number,
) {
  const from = at * FEATURE_COUNT;
  const biases = hidden * FEATURE_COUNT;
  addTimes(gradient, biases + 2 * hidden, { inputs, from, factor: error });
  for (let unit = 0; unit < hidden; unit += 1) {
    const output = active[at * hidden + unit] ?? 0;
    if (output === 0) continue;
    const outputAt = biases + hidden + unit;
    gradient[outputAt] = (gradient[outputAt] ?? 0) + error * output;
    const factor = error * (weights[outputAt] ?? 0);
    gradient[biases + unit] = (gradient[biases + unit] ?? 0) + factor;
    addTimes(gradient, unit * FEATURE_COUNT, { inputs, from, factor });
  }
}

interface Addend {
  readonly inputs: Float64Array;
  readonly from: number;
  readonly factor: number;
}

function addTimes(gradient: Float64Array, to: number, { inputs, from, factor }: Addend): void {
  for (let feature = 0; feature < FEATURE_COUNT; feature += 1) {
    gradient[to + feature] = (gradient[to + feature] ?? 0) + factor * (inputs[from + feature] ?? 0);
  }
}

function update(state: State, pace: number): void {
  const { weights, gradient, first, second } = state;
  state.step += 1;
  const firstBias = 1 - ADAM.first ** state.step;
  const secondBias = 1 - ADAM.second ** state.step;
  for (let at = 0; at < weights.length; at += 1) {
    const slope = (gradient[at] ?? 0) / BATCH + WEIGHT_DECAY * (weights[at] ?? 0);
    const mean = ADAM.first * (first[at] ?? 0) + (1 - ADAM.first) * slope;
    const square = ADAM.second * (second[at] ?? 0) + (1 - ADAM.second) * slope * slope;
    first[at] = mean;
    second[at] = square;
    const step = mean / firstBias / (Math.sqrt(square / secondBias) + ADAM.least);
    weights[at] = (weights[at] ?? 0) - LEARNING_RATE * pace * step;
  }
}

/** The same ranker for features as they come: what standardising does goes into weights and biases. */
function unscaled({ hidden, weights }: State, { means, inverses }: Scale): Float32Array {
  const raw = Float32Array.from(weights);
  const biases = hidden * FEATURE_COUNT;
  const linear = biases + 2 * hidden;
  for (let feature = 0; feature < FEATURE_COUNT; feature += 1) {
    const inverse = inverses[feature] ?? 0;
    const shift = (means[feature] ?? 0) * inverse;
    raw[linear + feature] = (weights[linear + feature] ?? 0) * inverse;
    for (let unit = 0; unit < hidden; unit += 1) {
      const weight = weights[unit * FEATURE_COUNT + feature] ?? 0;
      raw[unit * FEATURE_COUNT + feature] = weight * inverse;
      raw[biases + unit] = (raw[biases + unit] ?? 0) - weight * shift;
    }
  }
  return raw;
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const swapped = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = swapped;
  }
}
