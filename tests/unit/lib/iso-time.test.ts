import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoDay, isoTime } from '../../../collector/src/lib/iso-time.ts';

const LATEST = Date.UTC(2100, 0, 1);

test('says the same as toISOString for every time until 2100, and 2100 for all after it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 8_640_000_000_000_000 }), (time) => {
      const bounded = Math.min(time, LATEST);
      expect(isoTime(time)).toBe(new Date(bounded).toISOString());
      expect(isoDay(time)).toBe(new Date(bounded).toISOString().slice(0, 10));
    }),
  );
});

test('a time with a fraction is that of its whole millisecond', () => {
  expect(isoTime(1_700_000_000_123.9)).toBe('2023-11-14T22:13:20.123Z');
});
