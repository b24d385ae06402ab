import type { Context } from '@tendero/schema';
import { type Gate, mayKeep } from '../consent/gate.ts';
import { attempt } from '../lib/attempt.ts';
import type { Store } from '../lib/store.ts';
import {
  DECISIONS,
  type Entry,
  type LooseEvent,
  PREFIX,
  rankOf,
  type Sparse,
  toEntry,
} from './entry.ts';

/** Ten days is the oldest that the collector takes; what waits longer than seven never arrives. */
const MAX_AGE_MS = 7 * 86_400_000;

/** A browser grants an origin some 5 MB; most of it is the shop's. */
const MAX_CHARS = 250_000;

/** How far a full queue is emptied, so that not every further event empties it again. */
const TRIMMED_CHARS = 200_000;

/** Hears which entries were given up, and why. */
export type Lose = (keys: readonly string[], reason: string) => void;

/** Events that wait for an acknowledgement; an entry of the store each, so that tabs don't collide. */
export interface Queue {
  /** Yields the key of the entry. */
  readonly add: (event: LooseEvent, context: Sparse<Context>) => string;
  /** Decisions, and of these keys what still waits, without keys everything: decisions first, then by age. */
  readonly list: (keys?: Iterable<string>) => Entry[];
  /** `lost`: why they go though the collector has not taken them. */
  readonly remove: (keys: readonly string[], lost?: string | false) => void;
}

/** The queue over the store; withdrawals wait in the record of consent, the one thing that they leave. */
export function createQueue(store: Store, gate: Gate, clock: () => number, lose: Lose): Queue {
  let chars = Infinity;

  function remove(keys: readonly string[], lost?: string | false): void {
    const record = gate.record();
    const left = record?.withdrawn?.filter(([key]) => !keys.includes(key));
    if (record && left) gate.decide({ ...record, withdrawn: left[0] && left });
    keys.forEach(store.remove);
    if (lost) lose(keys, lost);
  }

  function list(keys: Iterable<string> = store.names(PREFIX)): Entry[] {
    const fit: Entry[] = [];
    const unfit: string[] = [];
    const { states, withdrawn = [] } = gate.record() ?? {};
    // What another tab has just withdrawn may still be in this one's memory; a decision goes ahead of what it allows.
    for (const key of mayKeep(states) ? new Set([...store.names(DECISIONS), ...keys].sort()) : []) {
      const text = store.read(key);
      if (text === undefined) continue;
      if (clock() - readTime(text) < MAX_AGE_MS) fit.push([key, text]);
      else unfit.push(key);
    }
    if (unfit[0]) remove(unfit, 'old');
    return [...withdrawn, ...fit];
  }

  /** Counts anew, because other tabs add and remove too, and makes room where it must. */
  function trim(): void {
    const entries = list();
    chars = 0;
    entries.forEach(([, text]) => (chars += text.length));
    if (chars < MAX_CHARS) return;
    const surplus = entries
      .sort(([one], [other]) => rankOf(other) - rankOf(one))
      .filter(([, text]) => chars > TRIMMED_CHARS && (chars -= text.length));
    remove(
      surplus.map(([key]) => key),
      'full',
    );
  }

  return {
    list,
    add(event, context) {
      const [key, text] = toEntry(event, context);
      store.write(key, text);
      chars += text.length;
      if (chars > MAX_CHARS) trim();
      return key;
    },
    remove,
  };
}

/** When the event of a kept text was, in ms; NaN where the text was damaged, which would cost its whole envelope. */
function readTime(text: string): number {
  return Number(attempt((): number => JSON.parse(`[${text.replace('\n', ',')}]`)[1].time));
}
