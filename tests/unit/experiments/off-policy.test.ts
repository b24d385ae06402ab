import { describe, expect, test } from 'vitest';
import {
  doublyRobust,
  ips,
  type LoggedChoice,
  selfNormalizedIps,
} from '../../../collector/src/experiments/off-policy.ts';

const RATES = [0.1, 0.3, 0.6];
const LOGGING = [0.5, 0.3, 0.2];
const TARGET = [0.1, 0.2, 0.7];
const TRUTH = 0.1 * 0.1 + 0.2 * 0.3 + 0.7 * 0.6;

/** A log in which every outcome comes as often as its likelihood says. */
function exactLog(expected: readonly number[]): LoggedChoice[] {
  const expectedOfTarget = TARGET.reduce(
    (sum, share, place) => sum + share * (expected[place] ?? 0),
    0,
  );
  return LOGGING.flatMap((propensity, place) => {
    const shown = propensity * 1_000;
    const clicks = Math.round(shown * (RATES[place] ?? 0));
    return Array.from({ length: shown }, (_, index) => ({
      reward: index < clicks ? 1 : 0,
      propensity,
      target: TARGET[place] ?? 0,
      expected: expected[place] ?? 0,
      expectedOfTarget,
    }));
  });
}

describe('the click rate of another policy', () => {
  test.each([
    ['IPS', ips],
    ['self-normalised IPS', selfNormalizedIps],
    ['doubly robust', doublyRobust],
  ])('is found by %s from the log of a different one', (_, estimate) => {
    const { value, standardError } = estimate(exactLog([0.5, 0.5, 0.5]));
    expect(value).toBeCloseTo(TRUTH, 10);
    expect(standardError).toBeGreaterThan(0);
  });

  test('is told more narrowly by a model that is right', () => {
    const right = doublyRobust(exactLog(RATES));
    const without = doublyRobust(exactLog([0, 0, 0]));
    expect(right.value).toBeCloseTo(TRUTH, 10);
    expect(without).toEqual(ips(exactLog([0, 0, 0])));
    expect(right.standardError).toBeLessThan(without.standardError);
  });
});
