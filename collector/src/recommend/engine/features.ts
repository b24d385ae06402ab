import { blockSize } from './arena.ts';
import type { NeighbourSums } from './neighbours.ts';
import type { OwnItems } from './own-items.ts';
import type { SessionIndex } from './session-index.ts';
import { rowOf, SIGNAL, type Signals } from './signals.ts';

/** What the ranker sees of a candidate, in the order of its cells: shares, counts and ages as logarithms. */
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

/** Keeps the logarithm of a share that is zero near those of the least that occur. */
const LEAST_SHARE = 1e-4;
const LEAST_RULE = 1e-3;
const LEAST_LINEAR = 1e-3;

/** Writes the candidate's features from `at` on. */
export function writeFeatures(
  features: Float32Array,
  at: number,
  item: number,
  { index, signals, sums, own }: Context,
): void {
  const { rows } = signals;
  const row = rowOf(item);
  features[at + FEATURE.nearby] = share(rows[row + SIGNAL.nearby], sums.sequence);
  features[at + FEATURE.overlap] = share(rows[row + SIGNAL.overlap], sums.overlap);
  features[at + FEATURE.recent] = share(rows[row + SIGNAL.recent], sums.recent);
  features[at + FEATURE.sets] = share(rows[row + SIGNAL.sets], sums.set);
  features[at + FEATURE.after] = rule(rows[row + SIGNAL.after], sums.withLast);
  features[at + FEATURE.before] = rule(rows[row + SIGNAL.before], sums.withLast);
  features[at + FEATURE.next] = rule(rows[row + SIGNAL.next], sums.withLast);
  features[at + FEATURE.following] = rule(rows[row + SIGNAL.following], sums.withLast);
  features[at + FEATURE.linearAll] = linear(rows[row + SIGNAL.linearAll]);
  features[at + FEATURE.linearRecent] = linear(rows[row + SIGNAL.linearRecent]);
  features[at + FEATURE.transitions] = linear(rows[row + SIGNAL.transitions]);
  features[at + FEATURE.linearHistory] = linear(rows[row + SIGNAL.linearHistory]);
  features[at + FEATURE.historyCount] = Math.log1p(rows[row + SIGNAL.historyCount] ?? 0);
  features[at + FEATURE.historyRank] = inverse(rows[row + SIGNAL.historyRank] ?? 0);
  const ownRank = rows[row + SIGNAL.ownRank] ?? 0;
  const isOwn = ownRank > 0 ? 1 : 0;
  features[at + FEATURE.isOwn] = isOwn;
  features[at + FEATURE.isLast] = ownRank === 1 ? 1 : 0;
  features[at + FEATURE.ownRank] = inverse(ownRank);
  features[at + FEATURE.ownCount] = isOwn * Math.log(countOf(own, item));
  features[at + FEATURE.ownInLength] = isOwn * Math.log(own.length + 1);
  features[at + FEATURE.ownInDistinct] = isOwn * Math.log(own.items.length + 1);
  features[at + FEATURE.popularity] = Math.log1p(index.postings.counts[item] ?? 0);
  features[at + FEATURE.age1] = age(index, item, 1);
  features[at + FEATURE.age4] = age(index, item, 4);
  features[at + FEATURE.age16] = age(index, item, 16);
  features[at + FEATURE.attributes] = Math.log1p(rows[row + SIGNAL.attributes] ?? 0);
  features[at + FEATURE.length] = Math.log(own.length + 1);
  features[at + FEATURE.withLast] = Math.log1p(sums.withLast);
}

function countOf({ items, counts }: OwnItems, item: number): number {
  return counts[items.indexOf(item)] ?? 1;
}

function share(value = 0, sum: number): number {
  return Math.log(value / (sum + 1e-9) + LEAST_SHARE);
}

function rule(value = 0, sum: number): number {
  return Math.log(value / (sum + 1) + LEAST_RULE);
}

function linear(value = 0): number {
  return Math.log(Math.max(0, value) + LEAST_LINEAR);
}

function inverse(rank: number): number {
  return rank > 0 ? 1 / rank : 0;
}

/** How long ago, in hundredths of all sessions, the item was seen for the `nth` last time: a measure of its trend. */
function age({ postings, begun, maxSessions }: SessionIndex, item: number, nth: number): number {
  const kept = Math.min(begun, maxSessions);
  const added = postings.added[item] ?? 0;
  const size = blockSize(postings.classes[item] ?? 0);
  if (nth > Math.min(added, size)) return Math.log(101);
  const place = (postings.starts[item] ?? 0) + ((added - nth) % size);
  const number = postings.arena.cells[place] ?? 0;
  return Math.log(1 + Math.min(100, ((begun - number) / kept) * 100));
}
