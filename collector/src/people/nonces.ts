import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { isSameSecret } from '../lib/equal.ts';
import { RequestProblem } from '../lib/problem.ts';

/** What a login was started for. */
interface Start {
  readonly siteId: string;
  readonly providerId: string;
  /** SHA-256, hex, of the secret that the browser keeps. */
  readonly bindingHash: string;
}

interface Attempt {
  readonly siteId: string;
  readonly providerId: string;
  readonly nonce: string;
  readonly binding: string;
}

/**
 * Started logins: each nonce works once, for ten minutes, for the browser that began, in the process that issued it. A
 * nonce says itself what it is good for, sealed; only finished logins are remembered, so that nobody can start so many
 * that there is no room for others.
 */
export interface Nonces {
  issue(start: Start): string;
  /**
   * Uses the nonce up; the function it returns makes it good again, for a login that did not succeed.
   * @throws {RequestProblem} 401 when the nonce is unknown, used or too old, or belongs to another browser, site or provider.
   */
  take(attempt: Attempt): () => void;
}

const LIFETIME_MS = 600_000;

/** `random` makes 128 unguessable bits as text, without a full stop. */
export function createNonces({ clock, random }: { clock: Clock; random: () => string }): Nonces {
  const secret = randomBytes(32);
  // until when, in the order of their use
  const used = new Map<string, number>();

  function seal(...parts: readonly string[]): string {
    return createHmac('sha256', secret).update(parts.join('\0')).digest('base64url').slice(0, 22);
  }

  function dropExpired(): void {
    for (const [nonce, expiresAt] of used) {
      if (expiresAt > clock()) return;
      used.delete(nonce);
    }
  }

  return {
    issue({ siteId, providerId, bindingHash }) {
      const id = `${random()}.${clock() + LIFETIME_MS}`;
      return [id, seal(id, siteId, providerId), seal(id, bindingHash)].join('.');
    },
    take({ siteId, providerId, nonce, binding }) {
      dropExpired();
      const [bits, expiry, place = '', browser = ''] = nonce.split('.');
      const id = `${bits}.${expiry}`;
      const expiresAt = Number(expiry);
      if (!isSameSecret(seal(id, siteId, providerId), place)) throw unknownNonce();
      if (expiresAt <= clock() || used.has(id)) throw unknownNonce();
      if (!isSameSecret(seal(id, sha256(binding)), browser)) throw foreignBinding();
      used.set(id, expiresAt);
      return () => void used.delete(id);
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function unknownNonce(): RequestProblem {
  return new RequestProblem({
    status: 401,
    code: 'unknown_nonce',
    detail:
      'This login was not started here, is finished, or is older than ten minutes. Start it again.',
    expected: 'the nonce that the start of this login answered, once',
  });
}

function foreignBinding(): RequestProblem {
  return new RequestProblem({
    status: 401,
    code: 'foreign_binding',
    detail: 'This login was started in another browser. Start it again.',
    expected: 'the secret whose SHA-256 was sent at the start',
  });
}
