import { describe, expect, test } from 'vitest';
import { newcombe, welch, wilson } from '../../../collector/src/experiments/intervals.ts';

test.each([
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson: %d of %d lies between %d and %d', (count, of, low, high) => {
  expect(wilson({ count, of })).toMatchObject({
    low: expect.closeTo(low, 4),
    high: expect.closeTo(high, 4),
  });
});

test.each([
  // Newcombe 1998, "Interval estimation for the difference between independent proportions", table II, method 10
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
])('Newcombe: %d of %d against %d of %d differ by %d to %d', (...row) => {
  const [a, ofA, b, ofB, low, high] = row;
  expect(newcombe({ count: a, of: ofA }, { count: b, of: ofB })).toMatchObject({
    low: expect.closeTo(low, 4),
    high: expect.closeTo(high, 4),
  });
});

describe('Welch', () => {
  const sums = (values: readonly number[]) => ({
    of: values.length,
    sum: values.reduce((total, one) => total + one, 0),
    squares: values.reduce((total, one) => total + one ** 2, 0),
  });

  test('agrees with t.test of R on its sleep data', () => {
    const one = sums([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    const base = sums([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
    const found = welch(one, base);
    expect(found?.value).toBeCloseTo(1.58, 6);
    expect(found?.low).toBeCloseTo(-0.205_483, 3);
    expect(found?.high).toBeCloseTo(3.365_483, 3);
  });

  test('says nothing of fewer than two', () => {
    expect(welch(sums([1]), sums([1, 2]))).toBeUndefined();
    expect(welch(sums([2, 2]), sums([1, 1]))).toEqual({ value: 1, low: 1, high: 1 });
  });
});
