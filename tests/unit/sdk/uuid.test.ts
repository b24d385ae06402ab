import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex } from '../../../sdk/src/lib/hex.ts';
import { createUuid } from '../../../sdk/src/lib/uuid.ts';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;
const newSecret = () => hex(randomBytes(16));

test('makes UUIDv7 whose time can be read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 47 }), (time) => {
      const id = createUuid(() => time, newSecret)();
      expect(id).toMatch(UUID_V7);
      expect(parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(time);
    }),
  );
});

test('sorts ids of one millisecond in the order of their making', () => {
  const newId = createUuid(() => 1_790_000_000_000, newSecret);
  const ids = Array.from({ length: 1000 }, () => newId());
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(1000);
});
