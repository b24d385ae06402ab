import { PURPOSES } from '@tendero/schema';
import type { LiveEvent } from '../../ingest/event-row.ts';
import type { Arrival } from '../queries/arrivals.ts';
import { MEASUREMENTS } from '../queries/scope.ts';
import type { Screen } from '../screen.ts';
import type { Words } from '../words/en.ts';
import { eventLabel, purposeLabels } from '../words/labels.ts';

/** One line of the live table, ready to be shown as text. */
export interface ShownEvent {
  readonly time: string;
  readonly what: string;
  readonly path: string;
  readonly items: string;
  readonly allowed: string;
}

/** Products beyond this are only counted. */
const MAX_ITEMS = 3;

/** Puts an arrival into the words of the screen. */
export function showArrival(
  { words, formats, nameOf }: Pick<Screen, 'words' | 'formats' | 'nameOf'>,
  { type, time, path, items, isDecided, purposes, isTeam }: Arrival,
): ShownEvent {
  const more = items.length > MAX_ITEMS ? ` +${items.length - MAX_ITEMS}` : '';
  const label = eventLabel(words, { type, isDecided });
  const names = items.slice(0, MAX_ITEMS).map(({ id, name }) => nameOf(id, name));
  return {
    time: formats.clockTime(time),
    what: isTeam ? `${label} (${words.live.team})` : label,
    path,
    items: names.join(', ') + more,
    allowed: allowedText(words, purposes),
  };
}

/** Without the single fields of a social login, which would fill the line. */
function allowedText(words: Words, purposes: readonly string[]): string {
  const whole = PURPOSES.filter((purpose) => purposes.includes(purpose));
  if (whole.length === PURPOSES.length) return words.live.everything;
  return purposeLabels(words, whole).join(', ');
}

/**
 * What of an event the live pages show; undefined for what may not be measured, for server events, and for
 * measurements, which are nobody's doing.
 */
export function arrivalOf(row: LiveEvent): Arrival | undefined {
  if (row.source !== 'browser' || MEASUREMENTS.includes(row.type)) return undefined;
  if (!row.purposes.includes('analytics')) return undefined;
  return {
    type: row.type,
    time: row.time,
    path: row.page_path,
    items: row['items.item_id'].map((id, index) => ({
      id,
      name: row['items.item_name'][index] ?? '',
    })),
    isDecided: row.isDecided,
    purposes: row.purposes,
    isTeam: row.internal,
  };
}
