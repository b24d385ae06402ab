import type { Entry } from './entry.ts';

/** What an event costs beside its own text: index, commas, its share of the envelope. */
const OVERHEAD_CHARS = 20;

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
  const body = `{"v":1,"sentAt":${sentAt},"contexts":[${String(contexts)}],"events":[${String(events)}]}`;
  return { packed, body };
}
