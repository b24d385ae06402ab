import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenBuckets } from '../../../collector/src/lib/token-buckets.ts';

test('never lets more through than a burst and what the rate gave back, whenever it is asked', () => {
  const waits = fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 300 });
  fc.assert(
    fc.property(waits, fc.integer({ min: 1, max: 20 }), (pauses, rate) => {
      let now = 1_000_000;
      const buckets = createTokenBuckets({ rate, clock: () => now });
      let passed = 0;
      for (const pause of pauses) {
        now += pause;
        if (buckets.take('one') === 0) passed += 1;
      }
      const elapsedS = pauses.reduce((sum, pause) => sum + pause, 0) / 1_000;
      expect(passed).toBeLessThanOrEqual(rate * 10 + elapsedS * rate + 1e-6);
    }),
  );
});

test('whoever waits as long as it says is let through', () => {
  let now = 0;
  const buckets = createTokenBuckets({ rate: 3, clock: () => now });
  while (buckets.take('one') === 0);
  now += buckets.take('one') * 1_000;
  expect(buckets.take('one')).toBe(0);
});

test('twice the size of names is held and no more, and a name that is used stays', () => {
  const buckets = createTokenBuckets({ rate: 1, clock: () => 0, size: 1_000 });
  const drain = (name: string) => {
    while (buckets.take(name) === 0);
  };
  drain('first');
  drain('busy');
  for (let index = 0; index < 100_000; index += 1) {
    buckets.take(`name-${index}`);
    if (index % 500 === 0) expect(buckets.take('busy')).toBeGreaterThan(0);
    if (index === 998) expect(buckets.take('first')).toBeGreaterThan(0);
  }
  // forgotten, hence full again
  for (const name of ['first', 'name-0', 'name-97000']) {
    let taken = 0;
    while (buckets.take(name) === 0) taken += 1;
    expect(taken, name).toBe(10);
  }
});
