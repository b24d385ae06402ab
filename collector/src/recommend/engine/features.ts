import { blockSize } from './arena.ts';
import { fastLog } from './fast-log.ts';
import type { NeighbourSums } from './neighbours.ts';
import type { OwnItems } from './own-items.ts';
import type { SessionIndex } from './session-index.ts';
import { SIGNAL, type Signals, STRIDE } from './signals.ts';

/**
 * What the ranker sees of a candidate, in the order of its cells: shares, counts and ages as logarithms, and zero for
 * what nothing was said of, which costs the ranker nothing.
 */
export const FEATURE = {
  /** Shares of the neighbours' signals. */
  nearby: 0,
  overlap: 1,
  recent: 2,
  sets: 3,
  /** Shares of sequential rules. */
  after: 4,
  before: 5,
  next: 6,
  following: 7,
  /** Of the linear models. */
  linearAll: 8,
  linearRecent: 9,
  transitions: 10,
  linearHistory: 11,
  /** Of the person's history. */
  historyCount: 12,
  historyRank: 13,
  /** Of the session itself; zero for other items. */
  isOwn: 14,
  isLast: 15,
  ownRank: 16,
  ownCount: 17,
  ownInLength: 18,
  ownInDistinct: 19,
  /** Of the item alone. */
  popularity: 20,
  age1: 21,
  age4: 22,
  age16: 23,
  /** Likeness to the session's items. */
  attributes: 24,
  /** Of the question; they gate the hidden units. */
  length: 25,
  withLast: 26,
} as const;

export const FEATURE_COUNT = 27;

interface Context {
  readonly index: SessionIndex;
  readonly signals: Signals;
  readonly sums: NeighbourSums;
  readonly own: OwnItems;
}

/** Shares as little as these are as good as none; they are where the logarithm begins. */
const LEAST_SHARE = 1e-4;
const LEAST_RULE = 1e-3;
const LEAST_LINEAR = 1e-3;

/** Writes the features of the candidate with this row of signals from `at` on; cells not spoken of must be zero. */
export function writeFeatures(
  features: Float32Array,
  at: number,
  row: number,
  { index, signals, sums, own }: Context,
): void {
  const { rows } = signals;
  const cell = row * STRIDE;
  const item = signals.items[row] ?? 0;
  features[at + FEATURE.nearby] = share(rows[cell + SIGNAL.nearby], sums.sequence);
  features[at + FEATURE.overlap] = share(rows[cell + SIGNAL.overlap], sums.overlap);
  features[at + FEATURE.recent] = share(rows[cell + SIGNAL.recent], sums.recent);
  features[at + FEATURE.sets] = share(rows[cell + SIGNAL.sets], sums.set);
  features[at + FEATURE.after] = rule(rows[cell + SIGNAL.after], sums.withLast);
  features[at + FEATURE.before] = rule(rows[cell + SIGNAL.before], sums.withLast);
  features[at + FEATURE.next] = rule(rows[cell + SIGNAL.next], sums.withLast);
  features[at + FEATURE.following] = rule(rows[cell + SIGNAL.following], sums.withLast);
  features[at + FEATURE.linearAll] = linear(rows[cell + SIGNAL.linearAll]);
  features[at + FEATURE.linearRecent] = linear(rows[cell + SIGNAL.linearRecent]);
  features[at + FEATURE.transitions] = linear(rows[cell + SIGNAL.transitions]);
  features[at + FEATURE.linearHistory] = linear(rows[cell + SIGNAL.linearHistory]);
  features[at + FEATURE.attributes] = logarithm(rows[cell + SIGNAL.attributes]);
  features[at + FEATURE.popularity] = fastLog(1 + (index.postings.counts[item] ?? 0));
  writeAges(features, at, item, index);
  const ownRank = rows[cell + SIGNAL.ownRank] ?? 0;
  if (ownRank > 0) writeOwn(features, at, { item, ownRank, own });
  const historyRank = rows[cell + SIGNAL.historyRank] ?? 0;
  if (historyRank > 0) {
    features[at + FEATURE.historyCount] = logarithm(rows[cell + SIGNAL.historyCount]);
    features[at + FEATURE.historyRank] = 1 / historyRank;
  }
  features[at + FEATURE.length] = fastLog(own.length + 1);
  features[at + FEATURE.withLast] = fastLog(1 + sums.withLast);
}

interface OwnItem {
  readonly item: number;
  readonly ownRank: number;
  readonly own: OwnItems;
}

function writeOwn(features: Float32Array, at: number, { item, ownRank, own }: OwnItem): void {
  features[at + FEATURE.isOwn] = 1;
  features[at + FEATURE.isLast] = ownRank === 1 ? 1 : 0;
  features[at + FEATURE.ownRank] = 1 / ownRank;
  features[at + FEATURE.ownCount] = fastLog(own.counts[own.items.indexOf(item)] ?? 1);
  features[at + FEATURE.ownInLength] = fastLog(own.length + 1);
  features[at + FEATURE.ownInDistinct] = fastLog(own.items.length + 1);
}

/** How long ago, in hundredths of all sessions, the item was seen for the last, 4th and 16th last time: its trend. */
function writeAges(features: Float32Array, at: number, item: number, index: SessionIndex): void {
  const { postings } = index;
  const added = postings.added[item] ?? 0;
  const size = blockSize(postings.classes[item] ?? 0);
  const start = postings.starts[item] ?? 0;
  const hundredths = 100 / Math.min(index.begun, index.maxSessions);
  for (let step = 0, nth = 1; step < 3; step += 1, nth *= 4) {
    let age = 100;
    if (nth <= added && nth <= size) {
      const number = postings.arena.cells[start + ((added - nth) % size)] ?? 0;
      age = Math.min(100, (index.begun - number) * hundredths);
    }
    features[at + FEATURE.age1 + step] = fastLog(1 + age);
  }
}

function share(value = 0, sum: number): number {
  return value > 0 ? fastLog(1 + value / (sum + 1e-9) / LEAST_SHARE) : 0;
}

function rule(value = 0, sum: number): number {
  return value > 0 ? fastLog(1 + value / (sum + 1) / LEAST_RULE) : 0;
}

function linear(value = 0): number {
  return value > 0 ? fastLog(1 + value / LEAST_LINEAR) : 0;
}

function logarithm(value = 0): number {
  return value > 0 ? fastLog(1 + value) : 0;
}
