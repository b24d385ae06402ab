import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createUuid, uuidTime } from '../../../sdk/src/lib/uuid.ts';

const newId = createUuid((bytes) => crypto.getRandomValues(bytes));
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;

test('makes UUIDv7 whose time can be read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 47 }), (time) => {
      const id = newId(time);
      expect(id).toMatch(UUID_V7);
      expect(uuidTime(id)).toBe(time);
    }),
  );
});

test('sorts ids of one millisecond in the order of their making', () => {
  const make = createUuid((bytes) => crypto.getRandomValues(bytes));
  const ids = Array.from({ length: 1000 }, () => make(1_790_000_000_000));
  expect(ids.toSorted()).toEqual(ids);
});
