import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  NAME_HEIGHT,
  type Name,
  placeNames,
} from '../../../collector/src/console/charts/place-names.ts';

const AREA = { top: 0, bottom: 240 };
const name = fc.record({
  left: fc.integer({ min: 0, max: 400 }),
  width: fc.integer({ min: 1, max: 140 }),
  y: fc.integer({ min: -50, max: 300 }),
});

test('no two names overlap and none leaves the drawing, wherever the lines end', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 5 }), (names) => {
      const heights = placeNames(names, AREA);
      for (const [index, y] of heights.entries()) {
        expect(y).toBeGreaterThanOrEqual(AREA.top + NAME_HEIGHT / 2);
        expect(y).toBeLessThanOrEqual(AREA.bottom - NAME_HEIGHT / 2);
        for (const other of heights.keys()) {
          const isBeside = other !== index && areAbove(names[index], names[other]);
          if (isBeside)
            expect(Math.abs(y - (heights[other] ?? 0))).toBeGreaterThanOrEqual(NAME_HEIGHT);
        }
      }
    }),
  );
});

test('names that have room stay at the ends of their lines', () => {
  const names = [
    { left: 0, width: 50, y: 40 },
    { left: 0, width: 50, y: 60 },
    { left: 90, width: 50, y: 45 },
  ];
  expect(placeNames(names, AREA)).toEqual([40, 60, 45]);
});

test('of two that end together, the second one gives way', () => {
  const names = [
    { left: 0, width: 50, y: 40 },
    { left: 20, width: 50, y: 40 },
  ];
  expect(placeNames(names, AREA)).toEqual([40, 40 + NAME_HEIGHT]);
});

function areAbove(one?: Name, other?: Name): boolean {
  if (!one || !other) return false;
  return one.left < other.left + other.width && other.left < one.left + one.width;
}
