import { NAMING_SIGNALS, rowOf, SIGNAL, type Signals } from './signals.ts';

/** Of each signal: more cost time and were hardly ever chosen. */
const LEADERS = 20;
/** Own items, history and all leaders together are fewer. */
const MOST = 512;
const SET_SIZE = 2 * MOST;

/** The items picked, kept between questions. */
export interface Picks {
  readonly items: Int32Array;
  count: number;
  /** A hash set of them, as item + 1. */
  readonly set: Int32Array;
  /** `LEADERS` of each signal, best first. */
  readonly leaders: Int32Array;
  readonly values: Float32Array;
  /** By signal: how many leaders there are, and what it takes to join them. */
  readonly counts: Uint8Array;
  readonly least: Float32Array;
}

export function createPicks(): Picks {
  return {
    items: new Int32Array(MOST),
    count: 0,
    set: new Int32Array(SET_SIZE),
    leaders: new Int32Array(NAMING_SIGNALS * LEADERS),
    values: new Float32Array(NAMING_SIGNALS * LEADERS),
    counts: new Uint8Array(NAMING_SIGNALS),
    least: new Float32Array(NAMING_SIGNALS),
  };
}

/** Picks what is worth ranking: what the person knows, and each signal's leaders among those eligible. */
export function pickCandidates(
  picks: Picks,
  signals: Signals,
  isEligible: (item: number) => boolean,
): void {
  picks.count = 0;
  picks.set.fill(0);
  pickKnown(picks, signals, isEligible);
  findLeaders(picks, signals, isEligible);
  for (let signal = 0; signal < NAMING_SIGNALS; signal += 1) {
    const from = signal * LEADERS;
    const to = from + (picks.counts[signal] ?? 0);
    for (let at = from; at < to; at += 1) pick(picks, picks.leaders[at] ?? 0);
  }
}

/** They were touched first, before anything was derived from them. */
function pickKnown(
  picks: Picks,
  { rows, touched, count }: Signals,
  isEligible: (item: number) => boolean,
): void {
  for (let at = 0; at < count; at += 1) {
    const item = touched[at] ?? 0;
    const row = rowOf(item);
    const isOwn = (rows[row + SIGNAL.ownRank] ?? 0) > 0;
    if (!isOwn && (rows[row + SIGNAL.historyRank] ?? 0) === 0) return;
    if (isEligible(item)) pick(picks, item);
  }
}

/** Goes through the candidates once: their rows are what takes time to read. Each signal names its leaders, so that no component is unheard. */
function findLeaders(
  picks: Picks,
  { rows, touched, count }: Signals,
  isEligible: (item: number) => boolean,
): void {
  const { least } = picks;
  picks.counts.fill(0);
  least.fill(0);
  for (let at = 0; at < count; at += 1) {
    const item = touched[at] ?? 0;
    const row = rowOf(item);
    let isAllowed = false;
    for (let signal = 0; signal < NAMING_SIGNALS; signal += 1) {
      const value = rows[row + signal] ?? 0;
      if (value <= (least[signal] ?? 0)) continue;
      if (!isAllowed && !isEligible(item)) break;
      isAllowed = true;
      insert(picks, { item, value, signal });
    }
  }
}

interface Leader {
  readonly item: number;
  readonly value: number;
  readonly signal: number;
}

function insert(picks: Picks, { item, value, signal }: Leader): void {
  const { leaders, values, counts, least } = picks;
  const from = signal * LEADERS;
  const count = Math.min(LEADERS, (counts[signal] ?? 0) + 1);
  counts[signal] = count;
  let at = from + count - 1;
  for (; at > from && (values[at - 1] ?? 0) < value; at -= 1) {
    leaders[at] = leaders[at - 1] ?? 0;
    values[at] = values[at - 1] ?? 0;
  }
  leaders[at] = item;
  values[at] = value;
  if (count === LEADERS) least[signal] = values[from + LEADERS - 1] ?? 0;
}

function pick(picks: Picks, item: number): void {
  const { set } = picks;
  let place = Math.imul(item, 0x9e37_79b1) >>> 22;
  for (; set[place] !== 0; place = (place + 1) % SET_SIZE) if (set[place] === item + 1) return;
  set[place] = item + 1;
  picks.items[picks.count] = item;
  picks.count += 1;
}
