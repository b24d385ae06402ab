import type { SlotOutcome } from '@tendero/schema';

/** A person followed the link of an item or offer. */
export class TenderoClickEvent extends CustomEvent<SlotOutcome> {
  constructor(detail: SlotOutcome) {
    super('tendero-click', { bubbles: true, composed: true, detail });
  }
}
