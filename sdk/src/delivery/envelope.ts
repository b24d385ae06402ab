import type { Context, WireEvent } from '@tendero/schema';

/** An event on its way: its key in the queue, and its text. */
export type Entry = readonly [key: string, text: string];

/** An event before it is put beside others. */
export type LooseEvent = Omit<WireEvent, 'context'>;

/** The text of an event with its context: a line of JSON each, ready to be put into an envelope. */
export function formatEntry(event: LooseEvent, context: Context): string {
  return `${JSON.stringify(context)}\n${JSON.stringify(event)}`;
}

/**
 * Packs the first entries into a body of `POST /v1/events`: as many as stay within `roomChars`,
 * but one at least. Equal contexts are written once.
 */
export function packEnvelope(
  entries: readonly Entry[],
  sentAt: number,
  roomChars: number,
): { packed: Entry[]; body: string } {
  const packed: Entry[] = [];
  const contexts: string[] = [];
  const events: string[] = [];
  let room = roomChars;
  for (const entry of entries) {
    const [context = '', event = ''] = entry[1].split('\n');
    let index = contexts.indexOf(context);
    room -= event.length + OVERHEAD_CHARS + (index < 0 ? context.length : 0);
    if (room < 0 && packed.length) break;
    if (index < 0) index = contexts.push(context) - 1;
    events.push(`${event.slice(0, -1)},"context":${index}}`);
    packed.push(entry);
  }
  const body = `{"v":1,"sentAt":${sentAt},"contexts":[${contexts.join()}],"events":[${events.join()}]}`;
  return { packed, body };
}

/** What an event costs beside its own text: index, commas, its share of the envelope. */
const OVERHEAD_CHARS = 20;
