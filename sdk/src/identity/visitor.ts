import { attempt } from '../lib/attempt.ts';

/** Thirteen months, the longest that European authorities accept; each page view renews it. */
const MAX_AGE_S = 395 * 86_400;

/** Who is browsing: 128 random bits, which are a bearer secret. */
export interface Visitor {
  /** The id, where there is one and it may be used. */
  readonly id: () => string | undefined;
  /** Makes the id where there is none, and renews its cookie; true where it was made. */
  readonly open: () => boolean;
  /** Takes over what other pages did to the cookie. */
  readonly reread: () => void;
  /** Yields the id that there was. */
  readonly clear: () => string | undefined;
}

/**
 * The visitor over the first-party cookie `tendero_id`, whose value the shop's server may send along
 * with an order; in memory where cookies are forbidden. `mayKeep` says whether consent allows an id.
 */
export function createVisitor(
  newId: () => string,
  cookieDomain: string | undefined,
  mayKeep: () => boolean,
): Visitor {
  let id: string | undefined;
  const read = () => (id ??= readId());

  function write(value: string, maxAgeS: number, domain = cookieDomain): void {
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    // A sandboxed frame has no cookies.
    attempt(() => {
      document.cookie = `tendero_id=${value}; Path=/; Max-Age=${maxAgeS}; SameSite=Lax${domain ? `; Domain=${domain}` : ''}${secure}`;
    });
  }

  return {
    id: () => (mayKeep() ? read() : undefined),
    open() {
      const isNew = !read();
      id ??= newId();
      write(id, MAX_AGE_S);
      return isNew;
    },
    reread() {
      id = undefined;
    },
    clear() {
      const last = read();
      id = undefined;
      write('', 0);
      // Also what an earlier setting left for this host alone.
      write('', 0, '');
      return last;
    },
  };
}

function readId(): string | undefined {
  return attempt(() => /(^| )tendero_id=([0-9a-f]{32})/.exec(document.cookie)?.[2]);
}
