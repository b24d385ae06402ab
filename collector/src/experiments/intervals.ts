/** A value with the ends of its 95 % confidence interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How many of how many. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** A sample's size, sum and sum of squares. */
export interface Sums {
  readonly of: number;
  readonly sum: number;
  readonly squares: number;
}

/** 97.5 % of the normal distribution lie below. */
const Z = 1.959_963_985;

/** Wilson's score interval of a share; never outside 0 to 1. */
export function wilson({ count, of }: Share): Interval {
  const value = of === 0 ? 0 : count / of;
  if (of === 0) return { value, low: 0, high: 1 };
  const middle = (value + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half =
    (Z / (1 + Z ** 2 / of)) * Math.sqrt((value * (1 - value)) / of + Z ** 2 / (4 * of ** 2));
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** `one` − `base`, by Newcombe's method 10 (1998): from the two Wilson intervals, good for small and extreme shares too. */
export function newcombe(one: Share, base: Share): Interval {
  const first = wilson(one);
  const second = wilson(base);
  const value = first.value - second.value;
  return {
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
  };
}

/** The difference of two means, `one` − `base`, by Welch's t interval; undefined where a sample has fewer than two. */
export function welch(one: Sums, base: Sums): Interval | undefined {
  const first = momentsOf(one);
  const second = momentsOf(base);
  if (!first || !second) return undefined;
  const value = first.mean - second.mean;
  const variance = first.variance + second.variance;
  if (variance === 0) return { value, low: value, high: value };
  const freedom =
    variance ** 2 / (first.variance ** 2 / (one.of - 1) + second.variance ** 2 / (base.of - 1));
  const half = tQuantile(freedom) * Math.sqrt(variance);
  return { value, low: value - half, high: value + half };
}

/** Mean of a sample and the variance of that mean. */
function momentsOf({ of, sum, squares }: Sums): { mean: number; variance: number } | undefined {
  if (of < 2) return undefined;
  const mean = sum / of;
  return { mean, variance: Math.max(0, (squares - of * mean ** 2) / (of - 1)) / of };
}

/**
 * 97.5 % of Student's distribution lie below; Cornish and Fisher's expansion, off by less than 0.4 % from 3 degrees of freedom on.
 * Abramowitz and Stegun, 26.7.5.
 */
function tQuantile(freedom: number): number {
  const terms = [
    Z,
    (Z ** 3 + Z) / 4,
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
    (79 * Z ** 9 + 776 * Z ** 7 + 1_482 * Z ** 5 - 1_920 * Z ** 3 - 945 * Z) / 92_160,
  ];
  return terms.reduce((sum, term, power) => sum + term / freedom ** power, 0);
}
