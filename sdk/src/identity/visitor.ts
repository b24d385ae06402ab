import { readCookie, writeCookie } from '../lib/cookie.ts';

/** Name of the visitor's cookie; the shop's server may send its value along with an order. */
const COOKIE = 'tendero_id';

/** Thirteen months, the longest that European authorities accept; each page view renews it. */
const MAX_AGE_S = 395 * 86_400;

/** Who is browsing: 128 random bits, which are a bearer secret. */
export interface Visitor {
  /** The id, where there is one. */
  id(): string | undefined;
  /** Makes the id where there is none, and renews its cookie; true where it was made. */
  open(): boolean;
  /** Takes over what other pages did to the cookie. */
  reread(): void;
  clear(): void;
}

/** The visitor over the first-party cookie; in memory where cookies are forbidden. */
export function createVisitor(newId: () => string, cookieDomain: string): Visitor {
  let id = readId();
  return {
    id: () => id,
    open() {
      const isNew = id === undefined;
      id ??= newId();
      writeCookie(COOKIE, id, MAX_AGE_S, cookieDomain);
      return isNew;
    },
    reread() {
      id = readId();
    },
    clear() {
      id = undefined;
      writeCookie(COOKIE, '', 0, cookieDomain);
    },
  };
}

function readId(): string | undefined {
  const value = readCookie(COOKIE);
  return value && /^[0-9a-f]{32}$/.test(value) ? value : undefined;
}
