import { grownLength } from './grow.ts';

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
export const STRIDE = 16;

/**
 * A row of signals for each item that any component spoke of, one after the other as they come: rows found by the
 * item's number lie all over the memory, and reading them took three times as long.
 */
export interface Signals {
  rows: Float32Array;
  /** By item: its row + 1, or 0. */
  rowsOf: Uint32Array;
  /** By row. */
  items: Int32Array;
  count: number;
}

export function createSignals(): Signals {
  return {
    rows: new Float32Array(0),
    rowsOf: new Uint32Array(0),
    items: new Int32Array(0),
    count: 0,
  };
}

/** Makes room for items below `items`; only between questions. */
export function makeRoom(signals: Signals, items: number): void {
  if (items <= signals.items.length) return;
  const length = grownLength(items);
  signals.rows = new Float32Array(length * STRIDE);
  signals.rowsOf = new Uint32Array(length);
  signals.items = new Int32Array(length);
}

/** Where the item's row begins; from now on it is a candidate. */
export function touch(signals: Signals, item: number): number {
  const known = signals.rowsOf[item] ?? 0;
  if (known > 0) return (known - 1) * STRIDE;
  const row = signals.count;
  signals.count = row + 1;
  signals.rowsOf[item] = row + 1;
  signals.items[row] = item;
  return row * STRIDE;
}

export function clearSignals(signals: Signals): void {
  for (let row = 0; row < signals.count; row += 1) signals.rowsOf[signals.items[row] ?? 0] = 0;
  signals.rows.fill(0, 0, signals.count * STRIDE);
  signals.count = 0;
}
