import { copyInto, grownLength } from './grow.ts';

/** What the components say about an item, in the order of their cells: those that name leaders first. */
export const SIGNAL = {
  /** Neighbour sessions that hold it, by similarity and distance there from the newest common item (STAN's third factor). */
  nearby: 0,
  /** By similarity, and by how much of the neighbour lies in the session. */
  overlap: 1,
  /** By similarity as sets, where order says nothing: baskets. */
  sets: 2,
  /** After any item that both have, by 1 / distance. */
  following: 3,
  /** By similarity, and by how new the neighbour is (STAN's second factor). */
  recent: 4,
  /** Linear models: of all items alike, of transitions, of the person's history. */
  linearAll: 5,
  transitions: 6,
  linearHistory: 7,
  /** What it has in common with the session's items. */
  attributes: 8,
  /** Sequential rules (SR, Ludewig and Jannach 2018): after the last item, by 1 / distance. */
  after: 9,
  before: 10,
  /** Right after the last item: a Markov chain. */
  next: 11,
  /** Linear model of the newest items. */
  linearRecent: 12,
  /** How far back in the session itself (1 = last). */
  ownRank: 13,
  /** Of the person's history: how often, and how far back. */
  historyCount: 14,
  historyRank: 15,
} as const;

/** The first so many signals name candidates. */
export const NAMING_SIGNALS = 9;
/** 16 floats are one cache line. */
const STRIDE = 16;

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
    const row = item * STRIDE;
    // fill() took five times as long for so few
    for (let cell = row; cell < row + STRIDE; cell += 1) signals.rows[cell] = 0;
  }
  signals.count = 0;
}
