import { copyInto, grownLength } from './grow.ts';

/** What the components say about an item, in the order of their cells. */
export const SIGNAL = {
  /** Neighbour sessions that hold it, by their similarity to the session (SKNN). */
  neighbours: 0,
  /** The same, divided by its distance there from the newest item that both have (STAN's third factor). */
  nearby: 1,
  /** The same, by how much of the neighbour lies in the session. */
  overlap: 2,
  /** The same, by how new the neighbour is (STAN's second factor). */
  recent: 3,
  /** By similarity as sets, where order says nothing: baskets. */
  sets: 4,
  /** Sequential rules (SR, Ludewig and Jannach 2018): after the last item, by 1 / distance. */
  after: 5,
  before: 6,
  /** Right after the last item: a Markov chain. */
  next: 7,
  /** After any item that both have, by 1 / distance. */
  following: 8,
  /** Linear models over all items alike, over the newest, over transitions, and over the person's history. */
  linearAll: 9,
  linearRecent: 10,
  transitions: 11,
  linearHistory: 12,
  /** Of the person's history: how often, and how far back. */
  historyCount: 13,
  historyRank: 14,
  /** Of the session itself: how often, and how far back (1 = last). */
  ownCount: 15,
  ownRank: 16,
  /** What it has in common with the session's items. */
  attributes: 17,
} as const;

const STRIDE = 18;

/** A row of signals for each item, kept between questions, and the items that have any. */
export interface Signals {
  rows: Float32Array;
  isTouched: Uint8Array;
  touched: Int32Array;
  count: number;
}

export function createSignals(): Signals {
  return {
    rows: new Float32Array(0),
    isTouched: new Uint8Array(0),
    touched: new Int32Array(0),
    count: 0,
  };
}

/** Makes room for items below `items`. */
export function makeRoom(signals: Signals, items: number): void {
  if (items <= signals.touched.length) return;
  const length = grownLength(items);
  signals.rows = copyInto(new Float32Array(length * STRIDE), signals.rows);
  signals.isTouched = copyInto(new Uint8Array(length), signals.isTouched);
  signals.touched = copyInto(new Int32Array(length), signals.touched);
}

/** Where the item's row begins; from now on it is a candidate. */
export function touch(signals: Signals, item: number): number {
  if (signals.isTouched[item] === 0) {
    signals.isTouched[item] = 1;
    signals.touched[signals.count] = item;
    signals.count += 1;
  }
  return item * STRIDE;
}

export function rowOf(item: number): number {
  return item * STRIDE;
}

export function clearSignals(signals: Signals): void {
  for (let at = 0; at < signals.count; at += 1) {
    const item = signals.touched[at] ?? 0;
    signals.isTouched[item] = 0;
    signals.rows.fill(0, item * STRIDE, (item + 1) * STRIDE);
  }
  signals.count = 0;
}
