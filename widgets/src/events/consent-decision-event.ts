import type { ConsentChoice } from '@tendero/schema';

/** A person decided in the banner; the SDK records it. */
export class TenderoConsentDecisionEvent extends CustomEvent<ConsentChoice> {
  constructor(detail: ConsentChoice) {
    super('tendero-consent-decision', { bubbles: true, composed: true, detail });
  }
}
