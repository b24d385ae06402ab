import type { Journal, TextLine } from '../journal/journal.ts';
import type { DecisionRow } from './decision-row.ts';

/** Decisions on their way to the journal. Nobody is told that they are kept, so they may wait and travel together. */
export interface DecisionLog {
  add(row: DecisionRow): void;
  /** Makes what waits durable; what the disk refuses is tried again with the next. */
  flush(): Promise<void>;
  /** Flushes from now on by itself; returns the function that ends it with a last flush. */
  start(): () => Promise<void>;
}

interface Parts {
  readonly journal: Pick<Journal, 'append'>;
  readonly onError: (error: unknown) => void;
}

const FLUSH_MS = 500;
/** About 30 MB; while the disk refuses, the oldest go. */
const MAX_WAITING = 50_000;

export function createDecisionLog({ journal, onError }: Parts): DecisionLog {
  let waiting: DecisionRow[] = [];

  async function flush(): Promise<void> {
    const rows = waiting;
    waiting = [];
    if (rows.length === 0) return;
    try {
      await journal.append(rows.map(toLine));
    } catch (error) {
      waiting = [...rows, ...waiting].slice(-MAX_WAITING);
      onError(error);
    }
  }

  return {
    add(row) {
      if (waiting.length >= MAX_WAITING) waiting.splice(0, MAX_WAITING / 10);
      waiting.push(row);
    },
    flush,
    start() {
      const timer = setInterval(() => void flush(), FLUSH_MS).unref();
      return async () => {
        clearInterval(timer);
        await flush();
      };
    },
  };
}

function toLine(row: DecisionRow): TextLine {
  return { table: 'decisions', json: JSON.stringify(row) };
}
