/** What a person can allow, each for itself. Order is the order of the banner. */
export const PURPOSES = ['analytics', 'personalization', 'marketing', 'social'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** The parts of a social profile that can be allowed one by one. */
export const SOCIAL_FIELDS = ['basic', 'contact', 'demographics', 'friends', 'interests'] as const;
export type SocialField = (typeof SOCIAL_FIELDS)[number];

/** `unset` counts as denied everywhere; it only says that nobody asked yet. */
export type ConsentState = 'granted' | 'denied' | 'unset';

/** One state for all social fields, or a state for each; a field left out is unset. */
export type SocialConsent = ConsentState | Partial<Record<SocialField, ConsentState>>;

/** A state for every purpose. */
export interface ConsentStates {
  analytics: ConsentState;
  personalization: ConsentState;
  marketing: ConsentState;
  social: SocialConsent;
}

/** Where a decision came from. */
export const CONSENT_SOURCES = ['banner', 'api', 'tcf', 'google', 'gpc', 'server'] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

/** The states in force when an event was captured. */
export interface ConsentSnapshot {
  states: ConsentStates;
  /** Version of the notice that the person saw. */
  version: string;
  /** When the person decided, in ms of the browser's clock. */
  at: number;
}

/** A decision as the wire carries it, in an event of type `consent_update`. */
export interface ConsentDecision extends ConsentSnapshot {
  source: ConsentSource;
}

/** Name of the one record that a browser keeps of an explicit decision (localStorage). */
export const CONSENT_RECORD_KEY = 'tendero-consent';

/**
 * The record under {@link CONSENT_RECORD_KEY}: no identifier. `withdrawn` is there only while
 * withdrawals wait for the collector's acknowledgement: each a `consent_update` with its visitor,
 * as a key and a text of the SDK's queue.
 */
export interface ConsentRecord extends ConsentDecision {
  withdrawn?: (readonly [key: string, text: string])[] | undefined;
}

/** Whether the purpose (for `social`: the given field, or at least one) is granted. */
export function isGranted(states: ConsentStates, purpose: Purpose, field?: SocialField): boolean {
  const state = states[purpose];
  if (typeof state === 'string') return state === 'granted';
  return field ? state[field] === 'granted' : Object.values(state).includes('granted');
}
