import { createTell, type PlatformStates, type Tell } from './tell-decision.ts';

/**
 * Follows any consent platform: `subscribe` gets a function and calls it with the states and the
 * version of the notice, at the start where a decision is known and at each change.
 */
export function followConsent(subscribe: (tell: Tell) => void): void {
  subscribe(createTell('api'));
}

export type { PlatformStates, Tell };
