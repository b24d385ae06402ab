import { expect, test } from 'vitest';
import { touchedDays } from '../../../collector/src/ingest/touched-days.ts';
import { eventRow } from '../../support/event-row.ts';

const row = (day: string, time: string) => eventRow({ day, time: Date.parse(time) });

test.each([
  ['at noon only its own', row('2026-01-15', '2026-01-15T12:00:00.000Z'), ['2026-01-15']],
  [
    'a little before midnight the next one too, where a copy may have been booked',
    row('2026-01-15', '2026-01-15T22:59:30.000Z'),
    ['2026-01-15', '2026-01-16'],
  ],
  [
    'a little after midnight the one before too',
    row('2026-01-16', '2026-01-15T23:00:30.000Z'),
    ['2026-01-16', '2026-01-15'],
  ],
])('an event touches %s', (_, one, days) => {
  expect(touchedDays([one, one], 'Europe/Madrid').map(({ day }) => day)).toEqual(days);
});
