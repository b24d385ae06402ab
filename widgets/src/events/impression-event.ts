import type { SlotOutcome } from '@tendero/schema';

/** At least half of an item or offer has stood in view for one second. */
export class TenderoImpressionEvent extends CustomEvent<SlotOutcome> {
  constructor(detail: SlotOutcome) {
    super('tendero-impression', { bubbles: true, composed: true, detail });
  }
}
