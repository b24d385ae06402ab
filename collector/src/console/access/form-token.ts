import { createHmac } from 'node:crypto';
import { isSameSecret } from '../../lib/equal.ts';

/** Ties a form to the cookie of the browser that asked for it (CSRF). */
export interface FormTokens {
  of(cookie: string): string;
  fits(cookie: string, token: string): boolean;
}

/** `key`: 256 random bits of this process. Nothing is kept: the token is an HMAC of the cookie. */
export function createFormTokens(key: Buffer): FormTokens {
  const of = (cookie: string): string =>
    createHmac('sha256', key).update(cookie).digest('base64url');
  return {
    of,
    fits: (cookie, token) => cookie !== '' && isSameSecret(of(cookie), token),
  };
}
