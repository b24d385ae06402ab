import { localize } from '../../lib/localize.ts';
import type { TimelineEntry } from '../queries/person-timeline.ts';
import type { Screen } from '../screen.ts';
import { eventLabel, propertyLabel } from '../words/labels.ts';

type Words = Pick<Screen, 'words' | 'formats' | 'nameOf' | 'language' | 'site'>;

/** Products beyond this are only counted. */
const MAX_ITEMS = 6;
/** What a widget adds to its events; told in other words, or of no use to a reader. */
const WIDGET_PROPERTIES = ['decision', 'slot', 'promotion_id'];

/** What an entry of the timeline is about, in a few words. */
export function entryTitle({ words, formats }: Words, entry: TimelineEntry): string {
  const { kind, type, transactionId, items } = entry;
  if (kind === 'order') return words.person.order(transactionId);
  if (kind === 'refund')
    return transactionId === '' ? words.person.refund : words.person.refundOf(transactionId);
  if (isDecided(entry) && type === 'view_item_list')
    return words.person.sawItems(items.length, formats.count(items.length));
  return eventLabel(words, { type, isDecided: isDecided(entry) });
}

/** The products, or the offer, of an entry by their names. */
export function entryThings(screen: Words, entry: TimelineEntry): string[] {
  const { items } = entry;
  const named = items.slice(0, MAX_ITEMS).map(({ id, name, quantity }) => {
    const called = screen.nameOf(id, name);
    return quantity > 1 ? `${screen.formats.count(quantity)} × ${called}` : called;
  });
  const more = items.length - MAX_ITEMS;
  return [...named, ...(more > 0 ? [`+${more}`] : []), ...offerOf(screen, entry)];
}

/** What else is known of an entry: its place on the page, and its properties. */
export function entryDetails({ words }: Words, entry: TimelineEntry): string[] {
  const { properties } = entry;
  if (isDecided(entry) && properties['slot'] !== undefined)
    return [words.person.inSlot(readable(properties['slot'])), ...others(words, entry)];
  return others(words, entry);
}

function others(words: Words['words'], entry: TimelineEntry): string[] {
  return Object.entries(entry.properties)
    .filter(([key]) => !isDecided(entry) || !WIDGET_PROPERTIES.includes(key))
    .map(([key, value]) => `${propertyLabel(words, key)}: ${readable(value)}`);
}

function offerOf({ site, language }: Words, entry: TimelineEntry): string[] {
  const id = entry.properties['promotion_id'];
  if (id === undefined || !isDecided(entry)) return [];
  const offer = site.offers.find((one) => one.id === readable(id));
  return [(offer && localize(offer.title, [language, site.locale])) ?? readable(id)];
}

/** Whether it is about what a widget showed. */
function isDecided({ kind, properties }: TimelineEntry): boolean {
  return kind === 'event' && Object.hasOwn(properties, 'decision');
}

/** Properties are kept JSON-encoded; a string is shown without its quotes. */
function readable(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return json;
  }
}
