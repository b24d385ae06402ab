import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../demo-site/src/lib/random.ts';

describe('createRandom', () => {
  test('repeats itself for the same seed and not for another', () => {
    const run = (seed: string | number) => createRandom(seed).hex(32);
    expect(run('teapot')).toBe(run('teapot'));
    expect(run('teapot')).not.toBe(run('teapots'));
    expect(run(7)).not.toBe(run(8));
  });

  test('spreads evenly over a range, both ends included', () => {
    const random = createRandom(1);
    const counts = [0, 0, 0, 0];
    for (let round = 0; round < 8_000; round += 1) {
      const drawn = random.int(0, 3);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  test('picks by weight and never what weighs nothing', () => {
    const random = createRandom(2);
    const weights: Record<string, number> = { often: 9, seldom: 1, never: 0 };
    const drawn = Array.from({ length: 1_000 }, () =>
      random.weighted(Object.keys(weights), (name) => weights[name] ?? 0),
    );
    expect(drawn).not.toContain('never');
    expect(drawn.filter((name) => name === 'often').length).toBeGreaterThan(850);
  });

  test('says so when there is nothing to pick from', () => {
    expect(() => createRandom(3).pick([])).toThrow(RangeError);
  });
});
