const HOUR_QUARTER_MS = 900_000;
const KEPT_QUARTERS = 4_096;
const formatters = new Map<string, (time: number) => string>();

/** The day `YYYY-MM-DD` of a time (ms UTC) in an IANA time zone. */
export function siteDay(time: number, timeZone: string): string {
  const format = formatters.get(timeZone);
  if (format) return format(time);
  formatters.set(timeZone, createFormatter(timeZone));
  return siteDay(time, timeZone);
}

/** All zones change their day at a quarter of an hour, so one answer serves a whole quarter; Intl alone costs microseconds. */
function createFormatter(timeZone: string): (time: number) => string {
  const intl = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const known = new Map<number, string>();
  // nearly all times are of the same one
  let last = { quarter: Number.NaN, day: '' };
  return (time) => {
    const quarter = Math.floor(time / HOUR_QUARTER_MS);
    if (quarter === last.quarter) return last.day;
    const day = known.get(quarter) ?? intl.format(quarter * HOUR_QUARTER_MS);
    if (known.size >= KEPT_QUARTERS) known.clear();
    known.set(quarter, day);
    last = { quarter, day };
    return day;
  };
}
