import { createHash } from 'node:crypto';
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

/** Started logins, in memory: each nonce works once, for ten minutes, for the browser that began. */
export interface Nonces {
  /** @throws {RequestProblem} 503 while too many logins are open. */
  issue(start: Start): string;
  /**
   * Uses the nonce up; the function it returns makes it good again, for a login that could not be finished.
   * @throws {RequestProblem} 401 when the nonce is unknown, used or too old, or belongs to another browser, site or provider.
   */
  take(attempt: Attempt): () => void;
}

const LIFETIME_MS = 600_000;
/** About 300 bytes each; a shop with 160 logins a second fills it. */
const MAX_OPEN = 100_000;

/** `random` makes 128 unguessable bits as text. */
export function createNonces({ clock, random }: { clock: Clock; random: () => string }): Nonces {
  // In the order of their issue, so the oldest come first.
  const open = new Map<string, Start & { readonly expiresAt: number }>();

  function dropExpired(): void {
    for (const [nonce, { expiresAt }] of open) {
      if (expiresAt > clock()) return;
      open.delete(nonce);
    }
  }

  return {
    issue(start) {
      dropExpired();
      if (open.size >= MAX_OPEN) throw tooManyOpen();
      const nonce = random();
      open.set(nonce, { ...start, expiresAt: clock() + LIFETIME_MS });
      return nonce;
    },
    take({ siteId, providerId, nonce, binding }) {
      dropExpired();
      const start = open.get(nonce);
      if (start?.siteId !== siteId || start.providerId !== providerId) throw unknownNonce();
      if (start.expiresAt <= clock()) throw unknownNonce();
      if (!isSameSecret(start.bindingHash, sha256(binding))) throw foreignBinding();
      open.delete(nonce);
      return () => void open.set(nonce, start);
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

function tooManyOpen(): RequestProblem {
  return new RequestProblem({
    status: 503,
    code: 'too_many_logins',
    detail: 'Too many logins are open at the moment.',
    retryAfterS: 60,
  });
}
