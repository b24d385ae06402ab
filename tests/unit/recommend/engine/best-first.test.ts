import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestFirst } from '../../../../collector/src/recommend/engine/best-first.ts';
import { fastLog } from '../../../../collector/src/recommend/engine/fast-log.ts';

test('finds the highest in order, of equal ones the earlier first, whatever they are', () => {
  const scores = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 40 });
  fc.assert(
    fc.property(scores, fc.nat(50), (all, most) => {
      const sorted = [...all.keys()].sort((one, other) => (all[other] ?? 0) - (all[one] ?? 0));
      expect([...bestFirst(all, all.length, most)]).toEqual(sorted.slice(0, most));
    }),
  );
});

test('the fast logarithm is within 0.0003 of the true one', () => {
  const values = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
  fc.assert(fc.property(values, (value) => Math.abs(fastLog(value) - Math.log(value)) < 3e-4));
});
