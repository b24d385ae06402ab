import type { TouchedDay } from '../journal/journal.ts';
import type { EventRow } from './event-row.ts';

/** The days of rows of one site, each once. */
export function touchedDays(rows: readonly EventRow[]): TouchedDay[] {
  const touched: TouchedDay[] = [];
  for (const { site_id: siteId, day } of rows) {
    if (!touched.some((one) => one.day === day)) touched.push({ siteId, day });
  }
  return touched;
}
