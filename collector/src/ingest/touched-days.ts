import type { TouchedDay } from '../journal/journal.ts';
import { siteDay } from '../lib/site-day.ts';
import type { EventRow } from './event-row.ts';

/**
 * How far apart the corrected times of two copies of an event may lie, in ms: each took its own time to arrive. Of two
 * copies around a midnight only the newer one stays, and the older one's day must be counted again too.
 */
const COPIES_APART_MS = 60_000;
const MINUTE_MS = 60_000;

/** The days of rows of one site, each once; around midnight both. */
export function touchedDays(
  rows: readonly Pick<EventRow, 'site_id' | 'time'>[],
  timeZone: string,
): TouchedDay[] {
  const touched: TouchedDay[] = [];
  const touch = (siteId: string, day: string) => {
    if (!touched.some((one) => one.day === day)) touched.push({ siteId, day });
  };
  let known: number | undefined;
  for (const { site_id: siteId, time } of rows) {
    // days begin with a minute, and events come many at once
    const minute = Math.floor(time / MINUTE_MS);
    if (minute === known) continue;
    known = minute;
    touch(siteId, siteDay(time, timeZone));
    touch(siteId, siteDay(time - COPIES_APART_MS, timeZone));
    touch(siteId, siteDay(time + COPIES_APART_MS, timeZone));
  }
  return touched;
}
