import { errors } from 'jose';
import { RequestProblem } from '../lib/problem.ts';

type TokenFault =
  'malformed' | 'algorithm' | 'signature' | 'issuer' | 'audience' | 'expired' | 'nonce' | 'claim';

const EXPECTED: Readonly<Record<TokenFault, string>> = {
  malformed: 'a signed JWT in compact form',
  algorithm: 'a token signed with an algorithm that is allowed here',
  signature: 'a signature by a key of the issuer',
  issuer: 'the issuer that the config names',
  audience: 'this site or client as the audience',
  expired: 'a token that has not expired',
  nonce: 'the nonce that the start of this login answered',
  claim: 'sub, iat and exp within their bounds',
};

/** The keys could not be fetched: the same token may pass later. */
const UNREACHABLE = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID']);

const FAULTS: Readonly<Record<string, TokenFault>> = {
  ERR_JOSE_ALG_NOT_ALLOWED: 'algorithm',
  ERR_JOSE_NOT_SUPPORTED: 'algorithm',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature',
  ERR_JWKS_NO_MATCHING_KEY: 'signature',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'signature',
  ERR_JWT_EXPIRED: 'expired',
};

const CLAIMS: Readonly<Record<string, TokenFault>> = {
  iss: 'issuer',
  aud: 'audience',
  azp: 'audience',
  exp: 'expired',
  nonce: 'nonce',
};

/** Says what is wrong with a token. Never has a cause: jose's errors carry the token's claims. */
export function tokenProblem(fault: TokenFault): RequestProblem {
  return new RequestProblem({
    status: 401,
    code: `token_${fault}`,
    detail: `The token was refused: ${fault}.`,
    expected: EXPECTED[fault],
  });
}

/** The same for what jose threw; 503 where the issuer's keys could not be fetched. */
export function tokenProblemOf(error: unknown): RequestProblem {
  if (!(error instanceof errors.JOSEError) || UNREACHABLE.has(error.code)) return unreachable();
  if (error instanceof errors.JWTClaimValidationFailed) {
    return tokenProblem(CLAIMS[error.claim] ?? 'claim');
  }
  return tokenProblem(FAULTS[error.code] ?? 'malformed');
}

function unreachable(): RequestProblem {
  return new RequestProblem({
    status: 503,
    code: 'provider_unreachable',
    detail: "The login provider's keys could not be fetched.",
    retryAfterS: 5,
  });
}
