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
    addRow(signals, together, { item, weight: 1, signal: SIGNAL.linearAll });
    const recent = RECENT_DECAY ** back;
    addRow(signals, together, { item, weight: recent, signal: SIGNAL.linearRecent });
    const weight = TRANSITION_DECAY ** back;
    if (weight > 0.01) addRow(signals, transitions, { item, weight, signal: SIGNAL.transitions });
  }
  for (const item of history.slice(0, MAX_HISTORY)) {
    addRow(signals, together, { item, weight: 1, signal: SIGNAL.linearHistory });
  }
}

interface Addend {
  readonly item: number;
  readonly weight: number;
  readonly signal: number;
}

function addRow(signals: Signals, matrix: SparseRows, { item, weight, signal }: Addend): void {
  const end = matrix.starts[item + 1] ?? 0;
  for (let at = matrix.starts[item] ?? end; at < end; at += 1) {
    const cell = touch(signals, matrix.columns[at] ?? 0) + signal;
    signals.rows[cell] = (signals.rows[cell] ?? 0) + weight * (matrix.values[at] ?? 0);
  }
}
