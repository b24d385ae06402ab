import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPopularity } from '../../../collector/src/recommend/popularity.ts';

const steps = fc.array(
  fc.record({
    item: fc.nat({ max: 600 }),
    weight: fc.integer({ min: 1, max: 5 }),
    category: fc.constantFrom('tea', 'cups'),
  }),
  { maxLength: 600, size: 'max' },
);

test('keeps the leaders of the shop and of each category in the order of their counts, whatever came when and moved where', () => {
  fc.assert(
    fc.property(steps, fc.nat({ max: 600 }), (additions, asked) => {
      const popularity = createPopularity();
      const paths = { tea: ['tea'], cups: ['cups', 'cups'] };
      const plain = new Map<number, { count: number; category: string }>();
      for (const [at, { item, weight, category }] of additions.entries()) {
        // from the first question on they are kept in order
        if (at === asked) for (const one of [undefined, 'tea', 'cups']) popularity.leaders(one);
        // a catalogue read anew says the same in another list
        const path = at % 2 === 0 ? paths[category] : [...paths[category]];
        popularity.add(item, weight, path);
        plain.set(item, { count: (plain.get(item)?.count ?? 0) + weight, category });
      }
      for (const wanted of [undefined, 'tea', 'cups']) {
        const there = [...plain.values()].filter(
          ({ category }) => wanted === undefined || category === wanted,
        );
        const expected = there.map(({ count }) => count).toSorted((one, other) => other - one);
        const leaders = popularity.leaders(wanted);
        expect(leaders.map((item) => popularity.count(item))).toEqual(expected.slice(0, 200));
        expect(new Set(leaders).size).toBe(leaders.length);
      }
    }),
    { numRuns: 100 },
  );
});

test('lets an item in among the leaders when it passes the last of two hundred', () => {
  const popularity = createPopularity();
  for (let item = 0; item < 300; item += 1) popularity.add(item, 2, []);
  expect(popularity.leaders()).not.toContain(299);
  popularity.add(299, 1, []);
  expect(popularity.leaders()).toHaveLength(200);
  expect(popularity.leaders()[0]).toBe(299);
});

test('an item that moves brings along what it was wanted, and one that was never wanted brings nothing', () => {
  const popularity = createPopularity();
  popularity.add(1, 5, ['tea']);
  popularity.add(2, 3, ['cups']);
  expect([popularity.leaders('tea'), popularity.leaders('cups')]).toEqual([[1], [2]]);
  popularity.move(1, ['cups']);
  popularity.move(3, ['cups']);
  expect([popularity.leaders('tea'), popularity.leaders('cups')]).toEqual([[], [1, 2]]);
});
