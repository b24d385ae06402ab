import type { ConsentSource, ConsentStates } from '@tendero/schema';

declare global {
  interface Navigator {
    /** https://w3c.github.io/gpc/ */
    readonly globalPrivacyControl?: boolean;
  }
}

/**
 * Global Privacy Control denies what goes beyond this shop. A person who grants it here, in the
 * banner or by the shop's own form, has said something newer and more exact, and wins.
 */
export function applyGpc(states: ConsentStates, source: ConsentSource): ConsentStates {
  if (!navigator.globalPrivacyControl || source === 'banner' || source === 'api') return states;
  return { ...states, marketing: 'denied', social: 'denied' };
}
