import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBoundedMap } from '../../../collector/src/lib/bounded-map.ts';

const step = fc.record({ key: fc.nat(12), isDeleted: fc.boolean() });

test('holds what was put in last, whatever is put in again and deleted between', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 200 }),
      fc.integer({ min: 1, max: 6 }),
      (steps, most) => {
        const bounded = createBoundedMap<number, number>(most);
        let expected: [number, number][] = [];
        for (const [value, { key, isDeleted }] of steps.entries()) {
          expected = expected.filter(([known]) => known !== key);
          if (isDeleted) bounded.delete(key);
          else {
            expected.push([key, value]);
            const gone = expected.length > most ? expected.shift() : undefined;
            expect(bounded.put(key, value)).toEqual(gone);
          }
          expect([...bounded.entries()]).toEqual(expected);
          expect(bounded.has(key)).toBe(!isDeleted);
          expect(bounded.get(key)).toBe(isDeleted ? undefined : value);
        }
      },
    ),
  );
});
