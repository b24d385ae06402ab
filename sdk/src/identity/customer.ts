import type { Load } from '../chunks.ts';
import type { Proof } from './proof.ts';

/** A login by a provider whose `id_token` the collector verifies. */
export interface Social {
  /**
   * Starts a login: yields the nonce to put into the authorization request, or null where the
   * collector gave none. A secret stays in sessionStorage until the login returns to this tab.
   */
  readonly startSocialLogin: (provider: string) => Promise<string | null>;
  /**
   * Ends it with the provider's `id_token`, which is sent once and kept nowhere: yields the profile
   * fields that consent let the collector keep, or null where the login was not verified.
   */
  readonly socialLogin: (provider: string, idToken: string) => Promise<string[] | null>;
}

/** Which customer of the shop this is. Lives in memory: every page says it again. */
export interface Customer {
  token?: string | undefined;
  /** The customer number as the page claims it. */
  claimed?: string | undefined;
}

/** Ways to prove who the customer is; loaded at their first use. */
export interface Prover extends Social {
  /** Proves the customer's token to the collector, where there is a visitor to tie it to. */
  readonly prove: () => Promise<void | null>;
}

type Proofs = typeof import('./proof.ts');

/** The prover of one page; never rejects. */
export function createProver(load: Load, proof: Proof): Prover {
  const later =
    <Args extends unknown[], Result>(
      choose: (chunk: Proofs) => (proof: Proof, ...args: Args) => Promise<Result>,
    ) =>
    (...args: Args): Promise<Result | null> =>
      load('proof')
        .then((chunk) => choose(chunk)(proof, ...args))
        .catch(() => null);

  return {
    prove: later(({ prove }) => prove),
    startSocialLogin: later(({ startSocialLogin }) => startSocialLogin),
    socialLogin: later(({ socialLogin }) => socialLogin),
  };
}
