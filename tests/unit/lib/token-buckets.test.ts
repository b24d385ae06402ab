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

test('a million names take the memory of twice the size, and a name that is used stays', () => {
  const buckets = createTokenBuckets({ rate: 1, clock: () => 0, size: 1_000 });
  while (buckets.take('busy') === 0);
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 1_000_000; index += 1) {
    buckets.take(`name-${index}`);
    if (index % 500 === 0) expect(buckets.take('busy')).toBeGreaterThan(0);
  }
  // a million buckets would be 100 MB or more; what is not yet collected counts too
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000);
});
