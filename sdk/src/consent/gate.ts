import {
  CONSENT_RECORD_KEY,
  type ConsentRecord,
  type ConsentSnapshot,
  isGranted,
  type Purpose,
} from '@tendero/schema';
import type { Store } from '../lib/store.ts';

/** What the person has decided, and what follows from it. */
export interface Gate {
  /** The decision in force; null before one. */
  readonly record: () => ConsentRecord | null;
  /** The decision as contexts carry it; null before one. */
  readonly snapshot: () => ConsentSnapshot | null;
  readonly allows: (purpose: Purpose) => boolean;
  /** Whether visitor, session and queue may be kept: analytics or personalization is granted. */
  readonly keeps: () => boolean;
  /** Puts a decision into force and keeps it; the one thing that a refusal leaves behind. */
  readonly set: (record: ConsentRecord) => void;
  /** Takes over what another tab has decided; true where there is news. */
  readonly sync: () => boolean;
}

/** The gate over the kept record. A record that was cleared away stays in force on this page. */
export function createGate(store: Store): Gate {
  let text: string | null = null;
  let record: ConsentRecord | null = null;

  function sync(): boolean {
    const latest = store.get(CONSENT_RECORD_KEY);
    if (latest === null || latest === text) return false;
    const before = record?.at;
    text = latest;
    record = parseRecord(latest) ?? record;
    return record?.at !== before;
  }

  const allows = (purpose: Purpose) => record !== null && isGranted(record.states, purpose);
  sync();
  return {
    sync,
    allows,
    record: () => record,
    snapshot: () => record && { states: record.states, version: record.version, at: record.at },
    keeps: () => allows('analytics') || allows('personalization'),
    set(decided) {
      record = decided;
      text = JSON.stringify(decided);
      store.set(CONSENT_RECORD_KEY, text);
    },
  };
}

function parseRecord(text: string): ConsentRecord | null {
  try {
    const record: ConsentRecord = JSON.parse(text);
    return record.states.analytics && record.at > 0 ? record : null;
  } catch {
    return null;
  }
}
