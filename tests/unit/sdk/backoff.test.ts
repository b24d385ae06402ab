import { expect, test } from 'vitest';
import { type Backoff, createBackoff } from '../../../sdk/src/delivery/backoff.ts';
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

function open(store = memoryStore(), now = 1_790_000_000_000): Backoff {
  return createBackoff(
    store,
    () => now,
    () => 0,
  );
}

for (const random of [0, 0.5, 1]) {
  test(`tries within 3.6 s of the end of a short outage, and costs 7 requests in 10 minutes (jitter ${random})`, () => {
    for (let outage = 100; outage <= 10_000; outage += 100) {
      expect((tryThrough(outage, () => random).at(-1) ?? 0) - outage).toBeLessThanOrEqual(3_600);
    }
    expect(tryThrough(600_000, () => random).filter((time) => time < 600_000).length).toBe(7);
  });

  test(`never waits longer than 3 minutes by itself (jitter ${random})`, () => {
    const tries = tryThrough(3_600_000, () => random);
    const waits = tries.slice(1).map((time, index) => time - (tries[index] ?? 0));
    expect(Math.max(...waits)).toBeLessThanOrEqual(180_000);
  });
}

test('waits as long as the collector asks for, where that is longer', () => {
  const backoff = open();
  backoff.fail(60_000);
  expect(Math.round(backoff.waitMs())).toBe(60_000);
});

test('counts failures that were in flight together once', () => {
  const backoff = open();
  backoff.fail(0);
  backoff.fail(0);
  expect(Math.round(backoff.waitMs())).toBe(3_400);
  expect(backoff.failures()).toBe(1);
});

test('goes on where it was after a hurried try that failed, and starts anew after a success', () => {
  const backoff = open();
  for (let count = 0; count < 4; count += 1) {
    backoff.hurry();
    expect(Math.round(backoff.waitMs())).toBe(0);
    backoff.fail(0);
  }
  expect(Math.round(backoff.waitMs())).toBe(80_000);
  backoff.reset();
  backoff.fail(0);
  expect(Math.round(backoff.waitMs())).toBe(3_400);
});

test('keeps other tabs from trying while one does, and not that one', () => {
  const store = memoryStore();
  const [mine, other] = [open(store), open(store)];
  mine.claim();
  expect(Math.round(mine.waitMs())).toBe(0);
  expect(other.waitMs()).toBeGreaterThan(0);
  mine.reset();
  expect(Math.round(other.waitMs())).toBe(0);
});

test('makes no claim in an outage, and a failure ends a claim', () => {
  const store = memoryStore();
  const [mine, other] = [open(store), open(store)];
  mine.claim();
  mine.fail(0);
  other.claim();
  expect(Math.round(mine.waitMs())).toBe(3_400);
  expect(Math.round(other.waitMs())).toBe(3_400);
});

test('waits for nothing when what was kept is damaged', () => {
  const store = memoryStore();
  store.write('tendero-retry', 'half of a num');
  const backoff = open(store);
  expect(Math.round(backoff.waitMs())).toBe(0);
  backoff.fail(0);
  expect(Math.round(backoff.waitMs())).toBe(3_400);
});
