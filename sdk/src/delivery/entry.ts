import type { Context, WireEvent } from '@tendero/schema';

/** What the keys of all entries start with. */
export const PREFIX = 'tendero-q';

/** And those of decisions. */
export const DECISIONS = `${PREFIX}0`;

/** The event by which the SDK says what it had to give up. */
export const LOSS = 'events_lost';

/** In a full queue the highest go first; decisions and reports of losses go last. */
const RANKS: Readonly<Record<string, number>> = {
  consent_update: 0,
  [LOSS]: 1,
  purchase: 2,
  page_view: 4,
};
const RANK = 3;

/** Fields that JSON leaves out where they are undefined. */
export type Sparse<Fields> = { [Name in keyof Fields]?: Fields[Name] | undefined };

/** An event before it is put beside others. */
export type LooseEvent = Pick<WireEvent, 'id' | 'type' | 'time'> &
  Sparse<Omit<WireEvent, 'id' | 'type' | 'time' | 'context'>>;

/** An event on its way: its key in the store, and its text. */
export type Entry = readonly [key: string, text: string];

/**
 * The entry of an event: a line of JSON for the context and one for the event, ready to be put
 * into an envelope. Its key sorts decisions first and all by time, and ends with the rank.
 */
export function toEntry(event: LooseEvent, context: Sparse<Context>): Entry {
  const rank = RANKS[event.type] ?? RANK;
  return [
    `${PREFIX}${rank && 1}-${event.id}.${rank}`,
    `${JSON.stringify(context)}\n${JSON.stringify(event)}`,
  ];
}

/** How dispensable the entry of this key is: 0 a decision, 1 a report of losses, … */
export function rankOf(key: string): number {
  return Number(key.slice(-1));
}

/** Whether it is a decision, which must arrive before the events that rely on it. */
export function isDecision(key: string): boolean {
  return !rankOf(key);
}
