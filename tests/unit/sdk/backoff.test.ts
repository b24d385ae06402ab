import { expect, test } from 'vitest';
import { createBackoff } from '../../../sdk/src/delivery/backoff.ts';
import { memoryStore } from './memory-store.ts';

/** Tries at once, and whenever the wait is over, until the outage ends; yields the times in ms. */
function tryThrough(outageMs: number, random: () => number): number[] {
  let now = 0;
  const backoff = createBackoff(memoryStore(), () => now, random);
  const tries: number[] = [];
  while (now < outageMs) {
    tries.push(now);
    backoff.fail(0);
    now += backoff.waitMs();
  }
  return [...tries, now];
}

for (const random of [0, 0.5, 1]) {
  test(`is back within 5 s of a short outage, and costs 8 requests in 10 minutes (jitter ${random})`, () => {
    for (let outage = 100; outage <= 10_000; outage += 100) {
      expect((tryThrough(outage, () => random).at(-1) ?? 0) - outage).toBeLessThanOrEqual(5_000);
    }
    expect(tryThrough(600_000, () => random).filter((time) => time < 600_000).length).toBe(8);
  });
}

test('waits as long as the collector asks for, where that is longer', () => {
  const backoff = createBackoff(
    memoryStore(),
    () => 0,
    () => 0,
  );
  backoff.fail(60_000);
  expect(backoff.waitMs()).toBe(60_000);
});

test('counts failures that were in flight together once', () => {
  const backoff = createBackoff(
    memoryStore(),
    () => 0,
    () => 0,
  );
  backoff.fail(0);
  backoff.fail(0);
  expect(backoff.waitMs()).toBe(3_000);
});

test('goes on where it was after a hurried try that failed, and starts anew after a success', () => {
  const backoff = createBackoff(
    memoryStore(),
    () => 0,
    () => 0,
  );
  backoff.fail(0);
  backoff.hurry();
  expect(backoff.waitMs()).toBe(0);
  backoff.fail(0);
  expect(backoff.waitMs()).toBe(5_000);
  backoff.reset();
  backoff.fail(0);
  expect(backoff.waitMs()).toBe(3_000);
});
