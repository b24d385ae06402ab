const DAY_MS = 86_400_000;
/** The database's dates end in 2149; a clock that is off by centuries must not cost the event. */
const LATEST_MS = Date.UTC(2100, 0, 1);
const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** `YYYY-MM-DDTHH:MM:SS.mmmZ` of a time in ms since 1970, 2100 at the latest: a third of what `toISOString` costs. */
export function isoTime(time: number): string {
  if (time < 0) return new Date(time).toISOString();
  const bounded = Math.min(Math.trunc(time), LATEST_MS);
  const ofDay = bounded % DAY_MS;
  const seconds = Math.trunc(ofDay / 1_000);
  const minutes = Math.trunc(seconds / 60);
  const ms = String(1_000 + (ofDay % 1_000)).slice(1);
  return `${isoDay(bounded)}T${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${ms}Z`;
}

/** `YYYY-MM-DD` in UTC, 2100 at the latest. */
export function isoDay(time: number): string {
  const bounded = Math.min(time, LATEST_MS);
  const day = Math.floor(bounded / DAY_MS);
  if (day !== last.day) last = { day, text: new Date(bounded).toISOString().slice(0, 10) };
  return last.text;
}

/** Nearly all times of an hour are of one day. */
let last = { day: 0, text: '1970-01-01' };

function two(number: number): string {
  return TWO_DIGITS[number] ?? '';
}
