import type { LinearModel } from './fit-linear.ts';
import type { OwnItems } from './own-items.ts';
import { SIGNAL, type Signals, touch } from './signals.ts';
import type { SparseRows } from './sparse-rows.ts';

/** What one item back leaves of an item's weight. */
const RECENT_DECAY = 0.8;
const TRANSITION_DECAY = 0.6;
/** Of older history, the models make nothing more. */
const MAX_HISTORY = 20;

/** Adds what the linear models expect from the session's items and from the person's history (both newest first). */
export function addLinear(
  model: LinearModel,
  signals: Signals,
  { own, history }: { readonly own: OwnItems; readonly history: readonly number[] },
): void {
  const { together, transitions } = model;
  for (const [back, item] of own.items.entries()) {
    addTogether(signals, together, item, RECENT_DECAY ** back);
    const weight = TRANSITION_DECAY ** back;
    if (weight > 0.01) addRow(signals, transitions, { item, weight, signal: SIGNAL.transitions });
  }
  for (const item of history.slice(0, MAX_HISTORY)) {
    addRow(signals, together, { item, weight: 1, signal: SIGNAL.linearHistory });
  }
}

/** Both signals of one row at once: finding the candidates is what takes time. */
function addTogether(signals: Signals, matrix: SparseRows, item: number, recent: number): void {
  const { starts, columns, values } = matrix;
  const { rows } = signals;
  const end = starts[item + 1] ?? 0;
  for (let at = starts[item] ?? end; at < end; at += 1) {
    const row = touch(signals, columns[at] ?? 0);
    const value = values[at] ?? 0;
    rows[row + SIGNAL.linearAll] = (rows[row + SIGNAL.linearAll] ?? 0) + value;
    rows[row + SIGNAL.linearRecent] = (rows[row + SIGNAL.linearRecent] ?? 0) + recent * value;
  }
}

interface Addend {
  readonly item: number;
  readonly weight: number;
  readonly signal: number;
}

function addRow(signals: Signals, matrix: SparseRows, { item, weight, signal }: Addend): void {
  const { starts, columns, values } = matrix;
  const { rows } = signals;
  const end = starts[item + 1] ?? 0;
  for (let at = starts[item] ?? end; at < end; at += 1) {
    const cell = touch(signals, columns[at] ?? 0) + signal;
    rows[cell] = (rows[cell] ?? 0) + weight * (values[at] ?? 0);
  }
}
