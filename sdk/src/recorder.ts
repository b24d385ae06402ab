import type { ConsentSnapshot, Context, Page } from '@tendero/schema';
import type { Log } from './chunks.ts';
import type { LooseEvent } from './delivery/envelope.ts';
import type { Fields } from './events.ts';
import type { NewId } from './lib/uuid.ts';

/** The most events that wait for a decision. */
const MAX_HELD = 500;

/** What {@link createRecorder} stands on. */
export interface RecorderParts {
  readonly clock: () => number;
  readonly newId: NewId;
  readonly readPage: () => Page;
  /** The decision in force; null before one. */
  readonly snapshot: () => ConsentSnapshot | null;
  readonly keeps: () => boolean;
  /** What else is true of an event of this time (ms): visitor, session, … */
  readonly describe: (timeMs: number) => Omit<Context, 'page' | 'consent'>;
  readonly accept: (event: LooseEvent, context: Context) => void;
  readonly log: Log;
}

/** Turns what happens into events: held before a decision, accepted or dropped after it. */
export interface Recorder {
  readonly record: (type: string, fields: Partial<LooseEvent> & Fields) => void;
  /** Accepts or drops what was held, by the decision in force. */
  readonly release: () => void;
}

/** The recorder of one page. */
export function createRecorder(parts: RecorderParts): Recorder {
  const { clock, newId, readPage, snapshot, keeps, describe, accept, log } = parts;
  let held: { event: LooseEvent; page: Page }[] = [];

  function pass(event: LooseEvent, page: Page): void {
    const consent = snapshot();
    if (consent && keeps()) accept(event, { ...describe(event.time), page, consent });
    else if (consent) log(event.type, 'no consent', event);
    else if (held.push({ event, page }) > MAX_HELD) held.shift();
  }

  return {
    record(type, fields) {
      const time = clock();
      const event = { id: newId(time), type, time, ...fields };
      log(type, event);
      pass(event, readPage());
    },
    release() {
      const waiting = held;
      held = [];
      for (const { event, page } of waiting) pass(event, page);
    },
  };
}
