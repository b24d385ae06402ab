import fc from 'fast-check';
import { expect, test } from 'vitest';
import { siteDay } from '../../../collector/src/lib/site-day.ts';

const ZONES = ['Europe/Madrid', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham', 'UTC'];

test('is the calendar day of the zone at any moment, daylight saving included', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
      (zone, date) => {
        const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(date);
        expect(siteDay(date.getTime(), zone)).toBe(parts);
      },
    ),
  );
});

test('changes at midnight of the zone and not of UTC', () => {
  expect(siteDay(Date.UTC(2026, 10, 21, 22, 59, 59, 999), 'Europe/Madrid')).toBe('2026-11-21');
  expect(siteDay(Date.UTC(2026, 10, 21, 23), 'Europe/Madrid')).toBe('2026-11-22');
});
