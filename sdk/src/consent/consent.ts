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
  const { gate, identity } = keeping;

  let appliedAt: number | undefined;

  function apply(): void {
    const record = gate.record();
    // Into this page's memory too: the shop may clear the browser's storage.
    if (record) gate.decide(record);
    appliedAt = record?.at;
    // Events must not overtake the decision that allows them, wherever it was made.
    delivery.send();
    changed();
  }

  /** The entry that reports a withdrawal; it waits in the record of consent, the one thing that a refusal leaves. */
  function report(visitorId: string, decision: ConsentDecision): Entry {
    return toEntry(recorder.create('consent_update', { consent: decision }), {
      visitor: visitorId,
      page: { url: '' },
      consent: toSnapshot(decision),
    });
  }

  return {
    decide(choice) {
      const decision = { ...choice, at: clock() };
      let { withdrawn } = gate.record() ?? {};
      const isKept = mayKeep(choice.states);
      // The cookie first: another tab reads it as soon as it sees the record.
      if (isKept) identity.open();
      else {
        const id = keeping.erase();
        if (id) withdrawn = [...(withdrawn ?? []), report(id, decision)];
      }
      gate.decide({ ...decision, withdrawn });
      if (isKept) recorder.announce(decision);
      apply();
    },
    follow() {
      if (gate.record()?.at === appliedAt) return;
      identity.reread();
      if (!gate.keeps()) keeping.erase();
      apply();
    },
    resume() {
      const record = gate.record();
      if (!record) return;
      // Who deleted the cookie alone is someone new, of whom the collector knows no consent.
      if (gate.keeps() && identity.open()) recorder.announce({ ...record, withdrawn: undefined });
      delivery.resend();
      apply();
    },
  };
}
