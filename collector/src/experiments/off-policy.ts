/** One thing that was shown by chance, and what came of it. */
export interface LoggedChoice {
  /** For example 1 for a click, 0 for none. */
  readonly reward: number;
  /** How likely the logging policy was to show just this there. */
  readonly propensity: number;
  /** How likely the policy in question would be. */
  readonly target: number;
  /** What a model expects of this thing there. */
  readonly expected: number;
  /** What the model expects of the policy in question there. */
  readonly expectedOfTarget: number;
}

/** The mean reward that another policy would have had. */
export interface OffPolicyEstimate {
  readonly value: number;
  /** Of `value`. */
  readonly standardError: number;
}

/** Inverse propensity scoring (Horvitz and Thompson): unbiased where each thing had a chance. */
export function ips(log: readonly LoggedChoice[]): OffPolicyEstimate {
  return meanOf(log.map((one) => weightOf(one) * one.reward));
}

/** The same, divided by the sum of weights instead of the count: a little biased, far calmer. */
export function selfNormalizedIps(log: readonly LoggedChoice[]): OffPolicyEstimate {
  const weights = log.map(weightOf);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const value = log.reduce((total, one) => total + weightOf(one) * one.reward, 0) / sum;
  const scale = log.length / sum;
  const spread = meanOf(log.map((one) => weightOf(one) * (one.reward - value) * scale));
  return { value, standardError: spread.standardError };
}

/** Doubly robust (Dudík, Langford and Li 2011): right where the model or the propensities are. */
export function doublyRobust(log: readonly LoggedChoice[]): OffPolicyEstimate {
  return meanOf(
    log.map((one) => one.expectedOfTarget + weightOf(one) * (one.reward - one.expected)),
  );
}

function weightOf({ target, propensity }: LoggedChoice): number {
  return target / propensity;
}

function meanOf(values: readonly number[]): OffPolicyEstimate {
  const count = values.length;
  const value = values.reduce((total, one) => total + one, 0) / count;
  const squares = values.reduce((total, one) => total + (one - value) ** 2, 0);
  return { value, standardError: Math.sqrt(squares / (count - 1) / count) };
}
