import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPopularity } from '../../../collector/src/recommend/popularity.ts';

test('keeps the leaders in the order of their counts, whatever came in which order', () => {
  const steps = fc.array(fc.tuple(fc.nat({ max: 1_500 }), fc.integer({ min: 1, max: 5 })), {
    maxLength: 400,
    size: 'max',
  });
  fc.assert(
    fc.property(steps, (additions) => {
      const popularity = createPopularity();
      for (const [item, weight] of additions) popularity.add(item, weight);
      const counts = popularity.leaders().map((item) => popularity.count(item));
      expect(counts).toEqual(counts.toSorted((one, other) => other - one));
      expect(new Set(popularity.leaders()).size).toBe(counts.length);
      const items = new Set(additions.map(([item]) => item)).size;
      expect(counts.length).toBe(Math.min(items, 200));
    }),
    { numRuns: 50 },
  );
});

test('lets an item in among the leaders when it passes the last of two hundred', () => {
  const popularity = createPopularity();
  for (let item = 0; item < 300; item += 1) popularity.add(item, 2);
  popularity.add(299, 1);
  expect(popularity.leaders()).toHaveLength(200);
  expect(popularity.leaders()[0]).toBe(299);
});
