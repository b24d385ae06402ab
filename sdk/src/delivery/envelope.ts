import type { Context, WireEvent } from '@tendero/schema';

/** An event on its way: its key in the queue, and its text. */
export type Entry = readonly [key: string, text: string];

/** An event before it is put beside others. */
export type LooseEvent = Omit<WireEvent, 'context'>;

/** The text of an event with its context: a line of JSON each, ready to be put into an envelope. */
export function formatEntry(event: LooseEvent, context: Context): string {
  return `${JSON.stringify(context)}\n${JSON.stringify(event)}`;
}

/** The body of `POST /v1/events`; equal contexts are written once. */
export function buildEnvelope(entries: readonly Entry[], sentAt: number): string {
  const contexts: string[] = [];
  const events = entries.map(([, text]) => {
    const [context = '', event = ''] = text.split('\n');
    let index = contexts.indexOf(context);
    if (index < 0) index = contexts.push(context) - 1;
    return `${event.slice(0, -1)},"context":${index}}`;
  });
  return `{"v":1,"sentAt":${sentAt},"contexts":[${contexts.join()}],"events":[${events.join()}]}`;
}

/** The first entries whose envelope stays within this many characters; always one, if any. */
export function takeBatch(entries: readonly Entry[], roomChars: number, most: number): Entry[] {
  const seen = new Set<string>();
  let room = roomChars;
  const rest = entries.slice(0, most).findIndex(([, text], index) => {
    const [context = '', event = ''] = text.split('\n');
    room -= event.length + ENVELOPE_CHARS + (seen.has(context) ? 0 : context.length);
    seen.add(context);
    return room < 0 && index > 0;
  });
  return entries.slice(0, rest < 0 ? most : rest);
}

/** What an event costs beside its own text: index, commas, its share of the envelope. */
const ENVELOPE_CHARS = 20;
