import {
  CONSENT_RECORD_KEY,
  type ConsentRecord,
  type ConsentSnapshot,
  type ConsentStates,
  type Purpose,
} from '@tendero/schema';
import { attempt } from '../lib/attempt.ts';
import type { Store } from '../lib/store.ts';

/** What the person has decided, on this page or in another tab, and what follows from it. */
export interface Gate {
  /** The decision in force; null before one. */
  readonly record: () => ConsentRecord | null;
  /** The decision as contexts carry it; null before one. */
  readonly snapshot: () => ConsentSnapshot | null;
  readonly allows: (purpose: Exclude<Purpose, 'social'>) => boolean;
  /** Whether visitor, session and queue may be kept: analytics or personalization is granted. */
  readonly keeps: () => boolean;
  /** Puts a decision into force and keeps it; the one thing that a refusal leaves behind. */
  readonly decide: (record: ConsentRecord) => void;
}

/** The gate over the kept record. */
export function createGate(store: Store): Gate {
  let text: string | undefined;
  let parsed: ConsentRecord | null = null;

  function record(): ConsentRecord | null {
    const latest = store.read(CONSENT_RECORD_KEY);
    if (latest !== text) parsed = parseRecord((text = latest));
    return parsed;
  }

  return {
    record,
    snapshot() {
      const kept = record();
      return kept && toSnapshot(kept);
    },
    allows: (purpose) => record()?.states[purpose] === 'granted',
    keeps: () => mayKeep(record()?.states),
    decide: (decided) => store.write(CONSENT_RECORD_KEY, JSON.stringify(decided)),
  };
}

/** Whether these states allow an identifier. */
export function mayKeep(states: ConsentStates | undefined): boolean {
  return states?.analytics === 'granted' || states?.personalization === 'granted';
}

/** A decision as contexts carry it. */
export function toSnapshot({ states, version, at }: ConsentSnapshot): ConsentSnapshot {
  return { states, version, at };
}

function parseRecord(text: string | undefined): ConsentRecord | null {
  const record = attempt((): ConsentRecord => JSON.parse(text ?? ''));
  return record?.states?.analytics && record.version && record.at > 0 ? record : null;
}
