import type { Context } from '@tendero/schema';
import type { Store } from '../lib/store.ts';
import { uuidTime } from '../lib/uuid.ts';
import { type Entry, formatEntry, type LooseEvent } from './envelope.ts';

const PREFIX = 'tendero-q';

/** Ten days is the oldest that the collector takes; what waits longer than seven never arrives. */
const MAX_AGE_MS = 7 * 86_400_000;

/** A browser grants an origin some 5 MB; most of it is the shop's. */
const MAX_CHARS = 262_144;

/** What goes first when the queue is full; decisions and purchases go last. */
const FIRST_TO_GO = /"type":"(?:page_view|web_vital|view_)/;
const LAST_TO_GO = /"type":"(?:purchase|consent_update)/;

/** Events that wait for an acknowledgement; an entry of the store each, so that tabs don't collide. */
export interface Queue {
  readonly add: (event: LooseEvent, context: Context) => Entry;
  /** Everything that waits, decisions first, then by age. */
  readonly list: () => Entry[];
  readonly remove: (keys: readonly string[]) => void;
}

/** The key of an event: it sorts decisions before everything else, and all by time. */
export function entryKey({ id, type }: LooseEvent): string {
  return `${PREFIX}${type === 'consent_update' ? 0 : 1}-${id}`;
}

/** Whether it is the key of a decision, which must arrive before the events that rely on it. */
export function isDecision(key: string): boolean {
  return key.startsWith(`${PREFIX}0`);
}

/** The queue over the store. `report` hears of each event that is given up, and why. */
export function createQueue(
  store: Store,
  clock: () => number,
  report: (reason: string, text: string) => void,
): Queue {
  let chars = Infinity;

  function drop([key, text]: Entry, reason: string): void {
    store.remove(key);
    chars -= text.length;
    report(reason, text);
  }

  function list(): Entry[] {
    const entries = store
      .keys(PREFIX)
      .sort()
      .map((key): Entry => [key, store.get(key) ?? '']);
    return entries.filter((entry) => {
      const reason = findFault(entry, clock());
      if (reason) drop(entry, reason);
      return !reason;
    });
  }

  /** Counts anew, because other tabs add and remove too, and makes room where it must. */
  function trim(): void {
    const entries = list();
    chars = entries.reduce((sum, [, text]) => sum + text.length, 0);
    for (const entry of entries.sort((a, b) => rank(b) - rank(a))) {
      if (chars <= MAX_CHARS) return;
      drop(entry, 'queue full');
    }
  }

  return {
    list,
    add(event, context) {
      const entry: Entry = [entryKey(event), formatEntry(event, context)];
      store.set(...entry);
      chars += entry[1].length;
      if (chars > MAX_CHARS) trim();
      return entry;
    },
    remove: (keys) => keys.forEach((key) => store.remove(key)),
  };
}

function rank([, text]: Entry): number {
  return LAST_TO_GO.test(text) ? 0 : FIRST_TO_GO.test(text) ? 2 : 1;
}

/** Why a kept entry can't be sent; one bad entry would cost its whole envelope. */
function findFault([key, text]: Entry, nowMs: number): string | undefined {
  const [context = '', event = ''] = text.split('\n');
  try {
    JSON.parse(context);
    JSON.parse(event);
  } catch {
    return 'damaged';
  }
  return nowMs - uuidTime(key.slice(PREFIX.length + 2)) > MAX_AGE_MS ? 'too old' : undefined;
}
