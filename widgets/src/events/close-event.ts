import type { SlotOutcome } from '@tendero/schema';

/** A person closed an offer. */
export class TenderoCloseEvent extends CustomEvent<SlotOutcome> {
  constructor(detail: SlotOutcome) {
    super('tendero-close', { bubbles: true, composed: true, detail });
  }
}
