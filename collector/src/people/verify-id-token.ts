import { createRemoteJWKSet, type JWTPayload, jwtVerify, type RemoteJWKSet } from 'jose';
import type { Config, Provider } from '../config.ts';
import type { Clock } from '../lib/clock.ts';
import { tokenProblem, tokenProblemOf } from './token-problem.ts';

/** The claims of a token that was found good. */
export type IdClaims = JWTPayload & { readonly sub: string };

interface IdToken {
  readonly provider: Provider;
  readonly token: string;
  readonly nonce: string;
}

/** Checks a provider's `id_token`. @throws {RequestProblem} that names the fault and nothing of the token. */
export type VerifyIdToken = (idToken: IdToken) => Promise<IdClaims>;

/** Asymmetric only: with a shared secret anybody who can check a token can make one. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const CLOCK_TOLERANCE_S = 30;
const JWKS_TIMEOUT_MS = 3_000;

/** Fetches each provider's keys when first needed, keeps them ten minutes, and again for an unknown key. */
export function createIdTokenVerifier({
  config,
  clock,
}: {
  config: Config;
  clock: Clock;
}): VerifyIdToken {
  const keySets = new Map<Provider, RemoteJWKSet>();
  for (const provider of config.sites.flatMap((site) => site.providers)) {
    const url = new URL(provider.jwksUrl);
    keySets.set(provider, createRemoteJWKSet(url, { timeoutDuration: JWKS_TIMEOUT_MS }));
  }
  return async ({ provider, token, nonce }) => {
    const keys = keySets.get(provider);
    if (!keys) throw tokenProblem('issuer');
    const claims = await verify(token, { keys, provider, now: clock() });
    if (claims['nonce'] !== nonce) throw tokenProblem('nonce');
    if (claims['azp'] !== undefined && claims['azp'] !== provider.clientId) {
      throw tokenProblem('audience');
    }
    const { sub } = claims;
    if (sub === undefined || sub === '' || sub.length > 255) throw tokenProblem('claim');
    return { ...claims, sub };
  };
}

interface Check {
  readonly keys: RemoteJWKSet;
  readonly provider: Provider;
  readonly now: number;
}

async function verify(token: string, { keys, provider, now }: Check): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      issuer: provider.issuer,
      audience: provider.clientId,
      requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    throw tokenProblemOf(error);
  }
}
