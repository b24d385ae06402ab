import { expect, test } from 'vitest';
import { createLocalTimeParser } from '../../../collector/src/orders/import/local-time.ts';

function utc(zone: string, text: string): string | undefined {
  const time = createLocalTimeParser(zone)(text);
  return time === undefined ? undefined : new Date(time).toISOString();
}

test.each([
  ['winter', 'Europe/London', '2009-12-01 07:45:00', '2009-12-01T07:45:00.000Z'],
  ['summer', 'Europe/London', '2010-07-01 07:45:00', '2010-07-01T06:45:00.000Z'],
  ['a day without a time', 'Europe/Madrid', '2025-01-15', '2025-01-14T23:00:00.000Z'],
  ['T, no seconds', 'Europe/Madrid', '2025-01-15T10:00', '2025-01-15T09:00:00.000Z'],
  ['milliseconds', 'UTC', '2025-01-15 10:00:00.5', '2025-01-15T10:00:00.500Z'],
  ['Z, whatever the zone', 'Asia/Tokyo', '2025-01-15T10:00:00Z', '2025-01-15T10:00:00.000Z'],
  ['an offset', 'Asia/Tokyo', '2025-01-15 10:00:00+01:00', '2025-01-15T09:00:00.000Z'],
  ['half an hour of offset', 'Asia/Kolkata', '2025-01-15 10:00:00', '2025-01-15T04:30:00.000Z'],
  [
    'the hour shown twice: the first',
    'Europe/Madrid',
    '2025-10-26 02:30:00',
    '2025-10-26T00:30:00.000Z',
  ],
  [
    'after the hour shown twice',
    'Europe/Madrid',
    '2025-10-26 03:00:00',
    '2025-10-26T02:00:00.000Z',
  ],
  [
    'the hour skipped: as far behind it',
    'Europe/Madrid',
    '2025-03-30 02:30:00',
    '2025-03-30T01:30:00.000Z',
  ],
  ['before the hour skipped', 'Europe/Madrid', '2025-03-30 01:59:59', '2025-03-30T00:59:59.000Z'],
  [
    'half an hour of summer time',
    'Australia/Lord_Howe',
    '2025-10-05 02:45:00',
    '2025-10-04T15:45:00.000Z',
  ],
  ['the day an island skipped', 'Pacific/Apia', '2011-12-31 00:00:00', '2011-12-30T10:00:00.000Z'],
])('converts %s (%s %s)', (_case, zone, text, expected) => {
  expect(utc(zone, text)).toBe(expected);
});

test.each(['', '2025-02-30', '2025-01-01 24:00:00', '01/02/2025', '2025-1-1', '1735689600'])(
  'takes «%s» for no time',
  (text) => {
    expect(utc('Europe/Madrid', text)).toBeUndefined();
  },
);
