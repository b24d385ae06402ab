import { NAMING_SIGNALS, SIGNAL, type Signals, STRIDE } from './signals.ts';

/** Of each signal: more cost time and were hardly ever chosen. */
const LEADERS = 20;
/** Own items, history and all leaders together are fewer. */
export const MAX_PICKS = 512;

/** The candidates picked, by their rows of signals; kept between questions. */
export interface Picks {
  readonly rows: Int32Array;
  count: number;
  /** By row: whether it is picked. */
  isPicked: Uint8Array;
  /** `LEADERS` of each signal, best first. */
  readonly leaders: Int32Array;
  readonly values: Float32Array;
  /** By signal: how many leaders there are, and what it takes to join them. */
  readonly counts: Uint8Array;
  readonly least: Float32Array;
}

export function createPicks(): Picks {
  return {
    rows: new Int32Array(MAX_PICKS),
    count: 0,
    isPicked: new Uint8Array(0),
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
  if (picks.isPicked.length < signals.count) picks.isPicked = new Uint8Array(2 * signals.count);
  picks.isPicked.fill(0, 0, signals.count);
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
  { rows, items, count }: Signals,
  isEligible: (item: number) => boolean,
): void {
  for (let row = 0; row < count; row += 1) {
    const cell = row * STRIDE;
    const isOwn = (rows[cell + SIGNAL.ownRank] ?? 0) > 0;
    if (!isOwn && (rows[cell + SIGNAL.historyRank] ?? 0) === 0) return;
    if (isEligible(items[row] ?? 0)) pick(picks, row);
  }
}

/** Goes through the candidates once. Each signal names its leaders, so that no component is unheard. */
function findLeaders(
  picks: Picks,
  { rows, items, count }: Signals,
  isEligible: (item: number) => boolean,
): void {
  const { least } = picks;
  picks.counts.fill(0);
  least.fill(0);
  for (let row = 0; row < count; row += 1) {
    const cell = row * STRIDE;
    let isAllowed = false;
    for (let signal = 0; signal < NAMING_SIGNALS; signal += 1) {
      const value = rows[cell + signal] ?? 0;
      if (value <= (least[signal] ?? 0)) continue;
      if (!isAllowed && !isEligible(items[row] ?? 0)) break;
      isAllowed = true;
      insert(picks, { row, value, signal });
    }
  }
}

interface Leader {
  readonly row: number;
  readonly value: number;
  readonly signal: number;
}

function insert(picks: Picks, { row, value, signal }: Leader): void {
  const { leaders, values, counts, least } = picks;
  const from = signal * LEADERS;
  const count = Math.min(LEADERS, (counts[signal] ?? 0) + 1);
  counts[signal] = count;
  let at = from + count - 1;
  for (; at > from && (values[at - 1] ?? 0) < value; at -= 1) {
    leaders[at] = leaders[at - 1] ?? 0;
    values[at] = values[at - 1] ?? 0;
  }
  leaders[at] = row;
  values[at] = value;
  if (count === LEADERS) least[signal] = values[from + LEADERS - 1] ?? 0;
}

function pick(picks: Picks, row: number): void {
  if (picks.isPicked[row] === 1) return;
  picks.isPicked[row] = 1;
  picks.rows[picks.count] = row;
  picks.count += 1;
}
