import { blockSize } from './arena.ts';
import type { OwnItems } from './own-items.ts';
import { MAX_ITEMS, oldestSession, type SessionIndex } from './session-index.ts';
import { clearTable, MAX_SESSIONS_MET, placeOf, type SessionTable } from './session-table.ts';
import { SIGNAL, type Signals, touch } from './signals.ts';

/** By which the signals of neighbours become shares. */
export interface NeighbourSums {
  sequence: number;
  set: number;
  recent: number;
  overlap: number;
  /** Sessions that hold the last item. */
  withLast: number;
}

interface Neighbourhood {
  readonly index: SessionIndex;
  readonly table: SessionTable;
  readonly signals: Signals;
}

/** A neighbour this share of all sessions older counts 1/e. */
const RECENCY = 0.2;
const RECENCY_STEPS = 1_000;
const RECENCIES = Float64Array.from({ length: RECENCY_STEPS + 1 }, (_, step) =>
  Math.exp(-step / RECENCY_STEPS / RECENCY),
);

/** How much an item so many places after the common one counts; the common one itself as one two places away. */
const AFTER = Float64Array.from({ length: MAX_ITEMS }, (_, distance) => 1 / (distance || 2));
/** And before it: as one a place farther. */
const BEFORE = Float64Array.from({ length: MAX_ITEMS }, (_, distance) => 1 / (1 + distance));

/** Finds the sessions that share items with `own` and adds up what they hold (VS-KNN, STAN, VMIS-kNN). */
export function addNeighbours(hood: Neighbourhood, own: OwnItems): NeighbourSums {
  const { index, table } = hood;
  const oldest = oldestSession(index);
  const kept = index.begun - oldest;
  const most = Math.floor(MAX_SESSIONS_MET / Math.max(1, own.items.length));
  for (let at = 0; at < own.items.length; at += 1) {
    meet(hood, { item: own.items[at] ?? 0, rank: own.ranks[at] ?? 0, oldest, kept, most });
  }
  find(hood);
  const sums = { sequence: 0, set: 0, recent: 0, overlap: 0, withLast: 0 };
  const last = own.items[0] ?? -1;
  for (let at = 0; at < table.count; at += 1) addSession(hood, { at, last, kept, sums });
  clearTable(table);
  return sums;
}

interface Meeting {
  readonly item: number;
  readonly rank: number;
  readonly oldest: number;
  readonly kept: number;
  readonly most: number;
}

function meet({ index, table }: Neighbourhood, { item, rank, oldest, kept, most }: Meeting): void {
  const { postings } = index;
  const rarity = Math.log(1 + kept / (postings.counts[item] || 1)) / Math.log(1 + kept);
  const weight = rarity / (1 + rank);
  const size = blockSize(postings.classes[item] ?? 0);
  const added = postings.added[item] ?? 0;
  const start = postings.starts[item] ?? 0;
  const { cells } = postings.arena;
  const least = Math.max(0, added - Math.min(size, most));
  for (let at = added - 1; at >= least; at -= 1) {
    const number = cells[start + (at % size)] ?? 0;
    if (number < oldest) continue;
    const place = placeOf(table, number, item);
    table.sequence[place] = (table.sequence[place] ?? 0) + weight;
    table.set[place] = (table.set[place] ?? 0) + rarity;
    table.overlap[place] = (table.overlap[place] ?? 0) + 1;
  }
}

/**
 * Looks up where all sessions are, and at the first item of each. They lie all over the memory: looked up one behind
 * the other they arrive many at a time, and between the sums of the sessions before, one at a time.
 */
function find({ index, table }: Neighbourhood): void {
  const { starts, lengths } = table;
  for (let at = 0; at < table.count; at += 1) {
    const slot = (table.numbers[table.places[at] ?? 0] ?? 0) % index.maxSessions;
    starts[at] = index.starts[slot] ?? 0;
    lengths[at] = index.lengths[slot] ?? 0;
  }
  let looked = 0;
  for (let at = 0; at < table.count; at += 1) looked ^= index.arena.cells[starts[at] ?? 0] ?? 0;
  table.looked = looked;
}

interface Neighbour {
  readonly at: number;
  readonly last: number;
  readonly kept: number;
  readonly sums: NeighbourSums;
}

function addSession(hood: Neighbourhood, { at: order, last, kept, sums }: Neighbour): void {
  const { index, table, signals } = hood;
  const length = table.lengths[order] ?? 0;
  if (length === 0) return;
  const start = table.starts[order] ?? 0;
  const place = table.places[order] ?? 0;
  const number = table.numbers[place] ?? 0;
  const { cells } = index.arena;
  const { rows } = signals;
  const sequence = table.sequence[place] ?? 0;
  const shared = table.overlap[place] ?? 0;
  const match = table.match[place] ?? -1;
  const recent = sequence * recencyOf((index.begun - number) / kept);
  const overlap = (sequence * shared) / Math.sqrt(length);
  const set = ((table.set[place] ?? 0) * shared) / length;
  sums.sequence += sequence;
  sums.recent += recent;
  sums.overlap += overlap;
  sums.set += set;
  const isLast = match === last;
  if (isLast) sums.withLast += 1;
  let matched = length - 1;
  while (matched > 0 && cells[start + matched] !== match) matched -= 1;
  let own = -1;
  for (let at = 0; at < length; at += 1) {
    const row = touch(signals, cells[start + at] ?? 0);
    const distance = at - matched;
    const nearness = (distance < 0 ? BEFORE[-distance] : AFTER[distance]) ?? 0;
    rows[row + SIGNAL.nearby] = (rows[row + SIGNAL.nearby] ?? 0) + sequence * nearness;
    rows[row + SIGNAL.overlap] = (rows[row + SIGNAL.overlap] ?? 0) + overlap;
    rows[row + SIGNAL.recent] = (rows[row + SIGNAL.recent] ?? 0) + recent;
    rows[row + SIGNAL.sets] = (rows[row + SIGNAL.sets] ?? 0) + set;
    if (own >= 0) {
      rows[row + SIGNAL.following] = (rows[row + SIGNAL.following] ?? 0) + (AFTER[at - own] ?? 0);
    }
    if ((rows[row + SIGNAL.ownRank] ?? 0) > 0) own = at;
    if (!isLast) continue;
    if (distance > 0) rows[row + SIGNAL.after] = (rows[row + SIGNAL.after] ?? 0) + nearness;
    if (distance < 0) {
      rows[row + SIGNAL.before] = (rows[row + SIGNAL.before] ?? 0) + (AFTER[-distance] ?? 0);
    }
    if (distance === 1) rows[row + SIGNAL.next] = (rows[row + SIGNAL.next] ?? 0) + 1;
  }
}

/** `age` as a share of all sessions. */
function recencyOf(age: number): number {
  return RECENCIES[Math.floor(age * RECENCY_STEPS)] ?? 0;
}
