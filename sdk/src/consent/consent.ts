import {
  type ConsentChoice,
  type ConsentDecision,
  type ConsentRecord,
  isGranted,
} from '@tendero/schema';
import type { Outbox } from '../delivery/outbox.ts';
import type { Keeping } from '../keeping.ts';
import type { NewId } from '../lib/uuid.ts';
import { applyGpc } from './gpc.ts';
import { toWithdrawal } from './withdrawal.ts';

/** What {@link createConsent} stands on. */
export interface ConsentParts {
  readonly keeping: Keeping;
  readonly outbox: Outbox;
  readonly clock: () => number;
  readonly newId: NewId;
  /** Reports the decision in force as an event of the visitor. */
  readonly announce: (decision: ConsentDecision) => void;
  /** Called after each change of the decision in force. */
  readonly changed: () => void;
}

/** Puts decisions into force: opens or erases what is kept, and reports. */
export interface Consent {
  /** Takes a person's decision on this page. */
  readonly decide: (choice: ConsentChoice) => void;
  /** Takes over what was decided in another tab. */
  readonly follow: () => void;
  /** Takes up the decision that earlier pages kept. */
  readonly resume: () => void;
}

/** The consent of one page. */
export function createConsent(parts: ConsentParts): Consent {
  const { keeping, outbox, clock, newId, announce, changed } = parts;
  const { gate, visitor } = keeping;

  function erase(): void {
    keeping.erase();
    outbox.forget();
  }

  function grant(record: ConsentRecord): void {
    // The cookie first: another tab reads it as soon as it sees the record.
    visitor.open();
    gate.set(record);
    tell(record);
  }

  function tell({ pending: _other, ...decision }: ConsentRecord): void {
    announce(decision);
  }

  function refuse(record: ConsentRecord): void {
    const id = visitor.id();
    const decided = id ? { ...record, pending: { id: newId(record.at), visitor: id } } : record;
    erase();
    gate.set(decided);
    if (id) toWithdrawal(decided).forEach(outbox.send);
  }

  return {
    decide({ states, version, source }) {
      const allowed = applyGpc(states, source);
      const { pending } = gate.record() ?? {};
      const decision = { states: allowed, version, at: clock(), source };
      const record = { ...decision, ...(pending && { pending }) };
      const keeps = isGranted(allowed, 'analytics') || isGranted(allowed, 'personalization');
      if (keeps) grant(record);
      else refuse(record);
      changed();
    },
    follow() {
      if (!gate.sync()) return;
      visitor.reread();
      if (!gate.keeps()) erase();
      changed();
    },
    resume() {
      const record = gate.record();
      if (!record) return;
      // Who deleted the cookie alone is someone new, of whom the collector knows no consent.
      if (gate.keeps() && visitor.open()) tell(record);
      changed();
      outbox.resend();
    },
  };
}
