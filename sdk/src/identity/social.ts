import type { ConsentSnapshot } from '@tendero/schema';
import type { Load } from '../chunks.ts';
import type { ProofParts } from './proof.ts';

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

/** The social login, loaded at its first use; never rejects. */
export function createSocial(
  load: Load,
  parts: ProofParts,
  who: () => { visitor: string; consent: ConsentSnapshot },
): Social {
  const orNull = <Result>(result: Promise<Result>) =>
    result.catch((problem: unknown) => {
      parts.log(problem);
      return null;
    });
  return {
    startSocialLogin: (provider) =>
      orNull(load('proof').then(({ startLogin }) => startLogin(parts, provider))),
    socialLogin: (provider, idToken) =>
      orNull(load('proof').then(({ finishLogin }) => finishLogin(parts, provider, idToken, who()))),
  };
}
