import { jwtVerify, type JWTPayload } from 'jose';
import { tokenProblem, tokenProblemOf } from './token-problem.ts';

interface CustomerToken {
  readonly siteId: string;
  readonly identityKey: string;
  readonly token: string;
  /** In ms UTC. */
  readonly now: number;
}

const MAX_LIFETIME_S = 3_600;
const CLOCK_TOLERANCE_S = 30;
const MAX_ID_CHARS = 128;

/**
 * The customer that a token of the shop's server names in `sub`: HS256 with the site's `identityKey`, `exp` at most
 * one hour after `iat` (or after now), `aud` the site's id where it is given.
 * @throws {RequestProblem} 401 that names the fault and nothing of the token.
 */
export async function verifyCustomerToken(input: CustomerToken): Promise<string> {
  const { sub, exp, iat, aud } = await verify(input);
  const nowS = input.now / 1_000;
  const livesS = (exp ?? Infinity) - Math.min(iat ?? nowS, nowS);
  if (livesS > MAX_LIFETIME_S + CLOCK_TOLERANCE_S) throw tokenProblem('claim');
  if (aud !== undefined && ![aud].flat().includes(input.siteId)) throw tokenProblem('audience');
  if (!sub || sub.length > MAX_ID_CHARS || !sub.isWellFormed()) throw tokenProblem('claim');
  return sub;
}

async function verify({ identityKey, token, now }: CustomerToken): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(identityKey), {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    throw tokenProblemOf(error);
  }
}
