const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
const KEPT_QUARTERS = 100_000;

const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * A parser of `YYYY-MM-DD[ HH:MM[:SS[.mmm]]]` (or with `T`) in an IANA time zone, and of the same with `Z` or `+01:00`,
 * which then counts. Gives ms UTC, undefined for what is no time. As RFC 5545 and Temporal: a local time
 * that the clock shows twice is the first one, a time that it skips is as far behind the gap as it is into it.
 */
export function createLocalTimeParser(timeZone: string): (text: string) => number | undefined {
  const offsetAt = createOffsets(timeZone);
  return (text) => {
    const match = TIME.exec(text);
    if (!match) return undefined;
    const local = toUtc(match);
    if (local === undefined) return undefined;
    const offset = match[8];
    return offset === undefined ? fromLocal(local, offsetAt) : local - offsetMs(offset);
  };
}

/** The fields read as if they were UTC; undefined for a 31 February or 24:00. */
function toUtc(match: RegExpExecArray): number | undefined {
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = ''] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0')}Z`;
  const time = Date.parse(iso);
  return Number.isNaN(time) || new Date(time).toISOString() !== iso ? undefined : time;
}

function offsetMs(text: string): number {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}

function fromLocal(local: number, offsetAt: (time: number) => number): number {
  const before = local - offsetAt(local - DAY_MS);
  const after = local - offsetAt(local + DAY_MS);
  if (before === after) return before;
  const isBefore = local - before === offsetAt(before);
  const isAfter = local - after === offsetAt(after);
  return isAfter && !isBefore ? after : before;
}

/** Offsets in ms by time UTC; they change at quarters of an hour only, and Intl costs microseconds. */
function createOffsets(timeZone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const known = new Map<number, number>();
  return (time) => {
    const quarter = Math.floor(time / QUARTER_MS);
    const offset = known.get(quarter) ?? readOffset(format, quarter * QUARTER_MS);
    if (known.size >= KEPT_QUARTERS) known.clear();
    known.set(quarter, offset);
    return offset;
  };
}

function readOffset(format: Intl.DateTimeFormat, time: number): number {
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - time;
}
