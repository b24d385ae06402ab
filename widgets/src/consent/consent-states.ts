import type { ConsentSnapshot, ConsentStates, Purpose } from '@tendero/schema';
import { isGranted, PURPOSES } from '@tendero/schema';

/** The states of a decision that grants exactly these purposes. */
export function statesOf(granted: ReadonlySet<Purpose>): ConsentStates {
  const state = (purpose: Purpose) => (granted.has(purpose) ? 'granted' : 'denied');
  return {
    analytics: state('analytics'),
    personalization: state('personalization'),
    marketing: state('marketing'),
    social: state('social'),
  };
}

/** The purposes that a decision grants, at least in part. */
export function grantedOf(consent: ConsentSnapshot | null): Set<Purpose> {
  return new Set(PURPOSES.filter((purpose) => consent && isGranted(consent.states, purpose)));
}
