import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedTime, daysSince1970, isoDay } from '../../../collector/src/lib/utc-time.ts';

const LATEST = Date.UTC(2100, 0, 1);
const DAY_MS = 86_400_000;

test('says the day of every time until 2100, and 2100 for all after it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 8_640_000_000_000_000 }), (time) => {
      const bounded = Math.min(time, LATEST);
      expect(boundedTime(time)).toBe(bounded);
      expect(isoDay(time)).toBe(new Date(bounded).toISOString().slice(0, 10));
      expect(daysSince1970(isoDay(time))).toBe(Math.max(0, Math.floor(bounded / DAY_MS)));
    }),
  );
});

test('a time with a fraction is that of its whole millisecond', () => {
  expect(boundedTime(1_700_000_000_123.9)).toBe(1_700_000_000_123);
});
