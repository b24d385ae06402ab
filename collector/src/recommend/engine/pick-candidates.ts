import { rowOf, SIGNAL, type Signals } from './signals.ts';

/** Each of these signals names its leaders, so that no component is unheard. */
const NAMING = [
  SIGNAL.nearby,
  SIGNAL.overlap,
  SIGNAL.sets,
  SIGNAL.following,
  SIGNAL.recent,
  SIGNAL.linearAll,
  SIGNAL.transitions,
  SIGNAL.linearHistory,
  SIGNAL.attributes,
] as const;
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
  /** The leaders of one signal at a time. */
  readonly leaders: Int32Array;
  readonly values: Float32Array;
}

export function createPicks(): Picks {
  return {
    items: new Int32Array(MOST),
    count: 0,
    set: new Int32Array(SET_SIZE),
    leaders: new Int32Array(LEADERS),
    values: new Float32Array(LEADERS),
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
  for (const signal of NAMING) pickLeaders(picks, { signals, signal, isEligible });
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

interface Naming {
  readonly signals: Signals;
  readonly signal: number;
  readonly isEligible: (item: number) => boolean;
}

function pickLeaders(picks: Picks, { signals, signal, isEligible }: Naming): void {
  const { rows, touched, count } = signals;
  const { leaders, values } = picks;
  let found = 0;
  let least = 0;
  for (let at = 0; at < count; at += 1) {
    const item = touched[at] ?? 0;
    const value = rows[rowOf(item) + signal] ?? 0;
    if (value <= least || !isEligible(item)) continue;
    if (found < LEADERS) found += 1;
    insert(picks, { item, value, last: found - 1 });
    if (found === LEADERS) least = values[LEADERS - 1] ?? 0;
  }
  for (let at = 0; at < found; at += 1) pick(picks, leaders[at] ?? 0);
}

interface Leader {
  readonly item: number;
  readonly value: number;
  /** The place that is free, or whose leader gives way. */
  readonly last: number;
}

function insert({ leaders, values }: Picks, { item, value, last }: Leader): void {
  let at = last;
  for (; at > 0 && (values[at - 1] ?? 0) < value; at -= 1) {
    leaders[at] = leaders[at - 1] ?? 0;
    values[at] = values[at - 1] ?? 0;
  }
  leaders[at] = item;
  values[at] = value;
}

function pick(picks: Picks, item: number): void {
  const { set } = picks;
  let place = Math.imul(item, 0x9e37_79b1) >>> 22;
  for (; set[place] !== 0; place = (place + 1) % SET_SIZE) if (set[place] === item + 1) return;
  set[place] = item + 1;
  picks.items[picks.count] = item;
  picks.count += 1;
}
