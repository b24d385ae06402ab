import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planSlices } from '../../../collector/src/operate/backup/plan-slices.ts';

it('cuts large parts and lets small ones travel together', () => {
  const parts = [
    { part: 'a', rows: 250 },
    { part: 'b', rows: 60 },
    { part: 'c', rows: 40 },
    { part: 'd', rows: 1 },
  ];
  expect(planSlices(parts, 100)).toEqual([
    { parts: ['a'], from: 0, to: 100 },
    { parts: ['a'], from: 100, to: 200 },
    { parts: ['a'], from: 200, to: 250 },
    { parts: ['b', 'c'], from: 0, to: 100 },
    { parts: ['d'], from: 0, to: 100 },
  ]);
});

it('takes every row of every part exactly once, and never more than fit', () => {
  const anyParts = fc
    .array(fc.integer({ min: 1, max: 500 }))
    .map((sizes) => sizes.map((rows, index) => ({ part: `p${index}`, rows })));
  fc.assert(
    fc.property(anyParts, fc.integer({ min: 1, max: 200 }), (parts, sliceRows) => {
      const size = new Map(parts.map(({ part, rows }) => [part, rows]));
      const taken = planSlices(parts, sliceRows).map((slice) =>
        slice.parts.flatMap((part) =>
          Array.from({ length: size.get(part) ?? 0 }, (_, offset) => ({ part, offset })).filter(
            ({ offset }) => offset >= slice.from && offset < slice.to,
          ),
        ),
      );
      expect(Math.max(0, ...taken.map((rows) => rows.length))).toBeLessThanOrEqual(sliceRows);
      const keys = taken.flat().map(({ part, offset }) => `${part} ${offset}`);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBe(parts.reduce((sum, { rows }) => sum + rows, 0));
    }),
  );
});
