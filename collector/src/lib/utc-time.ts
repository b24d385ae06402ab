const DAY_MS = 86_400_000;
/** The database's dates end in 2149; a clock that is off by centuries must not cost the event. */
const LATEST_MS = Date.UTC(2100, 0, 1);

/** A time in whole ms since 1970, 2100 at the latest. */
export function boundedTime(time: number): number {
  return Math.min(Math.trunc(time), LATEST_MS);
}

/** `YYYY-MM-DD` in UTC, 2100 at the latest. */
export function isoDay(time: number): string {
  const bounded = Math.min(time, LATEST_MS);
  const day = Math.floor(bounded / DAY_MS);
  if (day !== last.day) last = { day, text: new Date(bounded).toISOString().slice(0, 10) };
  return last.text;
}

/** The days from 1970-01-01 to `YYYY-MM-DD`; the database's dates begin there, so 0 for those before it. */
export function daysSince1970(isoDate: string): number {
  if (isoDate !== lastDate.text) {
    lastDate = { text: isoDate, days: Math.max(0, Date.parse(isoDate) / DAY_MS) };
  }
  return lastDate.days;
}

/** Nearly all times of an hour are of one day. */
let last = { day: 0, text: '1970-01-01' };
let lastDate = { text: '1970-01-01', days: 0 };
