import type { ConsentChoice, ConsentDecision } from '@tendero/schema';
import type { Delivery } from '../delivery/delivery.ts';
import { type Entry, toEntry } from '../delivery/entry.ts';
import type { Keeping } from '../keeping.ts';
import type { Recorder } from '../recorder.ts';
import { mayKeep, toSnapshot } from './gate.ts';

/** What {@link createConsent} stands on. */
export interface ConsentParts {
  readonly keeping: Keeping;
  readonly recorder: Recorder;
  readonly delivery: Delivery;
  readonly clock: () => number;
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
  const { keeping, recorder, delivery, clock, changed } = parts;
  const { gate, visitor } = keeping;

  let appliedAt = gate.record()?.at;

  function apply(): void {
    appliedAt = gate.record()?.at;
    changed();
  }

  /** Keeps the withdrawal in the record of consent, the one thing that a refusal leaves, and sends it. */
  function withdraw(visitorId: string, decision: ConsentDecision, before: Entry[]): void {
    const entry = toEntry(recorder.create('consent_update', { consent: decision }), {
      visitor: visitorId,
      page: { url: '' },
      consent: toSnapshot(decision),
    });
    gate.set({ ...decision, withdrawn: [...before, entry] });
    delivery.send(entry[0]);
  }

  return {
    decide({ states, version, source }) {
      const decision = { states, version, at: clock(), source };
      const { withdrawn } = gate.record() ?? {};
      const id = visitor.id();
      // The cookie first: another tab reads it as soon as it sees the record.
      if (mayKeep(states)) visitor.open();
      else keeping.erase();
      gate.set({ ...decision, withdrawn });
      if (gate.keeps()) recorder.announce(decision);
      else if (id) withdraw(id, decision, withdrawn ?? []);
      apply();
    },
    follow() {
      if (gate.record()?.at === appliedAt) return;
      visitor.reread();
      if (!gate.keeps()) keeping.erase();
      apply();
    },
    resume() {
      const record = gate.record();
      if (!record) return;
      const decision = { ...record, withdrawn: undefined };
      // Who deleted the cookie alone is someone new, of whom the collector knows no consent.
      if (gate.keeps() && visitor.open()) recorder.announce(decision);
      changed();
      delivery.resend();
    },
  };
}
