import type { ConsentSnapshot, ConsentSource, ConsentStates } from './consent.ts';

/** What the SDK tells a widget about this page view. */
export interface PageContext {
  /** Write key. */
  key: string;
  /** Origin and path prefix of the collector, without a trailing slash. */
  endpoint: string;
  /** Null before a decision. */
  consent: ConsentSnapshot | null;
  /** Only where analytics or personalization is granted. */
  visitor?: string | undefined;
  /** Items seen in this browser, newest first; empty without consent for personalization. */
  recent: string[];
  customerToken?: string | undefined;
}

/** Detail of `tendero-request`, dispatched by a widget (composed, bubbling). */
export interface PageRequest {
  version: 1;
  respond: (context: PageContext) => void;
}

/** Detail of `tendero-consent-decision`, dispatched by a consent widget. */
export interface ConsentChoice {
  states: ConsentStates;
  version: string;
  source: ConsentSource;
}

/** Detail of `tendero-impression`, `tendero-click` and `tendero-close`. */
export interface SlotOutcome {
  decision: string;
  slot: string;
  /** For recommendations. */
  item_id?: string;
  /** For offers. */
  offer_id?: string;
}

/** The page protocol: every DOM event between widgets and SDK, by name. */
export interface PageEvents {
  'tendero-request': PageRequest;
  'tendero-ready': null;
  /** At each change of consent, and once at start where a decision is known. */
  'tendero-consent': ConsentSnapshot | null;
  'tendero-consent-decision': ConsentChoice;
  /** Asks the consent widget to open again, for example from a footer link. */
  'tendero-consent-open': null;
  'tendero-impression': SlotOutcome;
  'tendero-click': SlotOutcome;
  'tendero-close': SlotOutcome;
}
