import { getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { SHELVES } from '../catalog/categories.ts';
import type { Language } from '../catalog/product.ts';
import { textsIn } from '../pages/texts.ts';
import type { Visit } from '../pages/visit.ts';
import { linkIn } from '../pages/visit.ts';
import { viewCart } from '../shop/cart.ts';
import { signCustomerToken } from '../shop/customer-token.ts';
import type { Session } from '../shop/session.ts';
import type { ShopContext, ShopEnv, ShopParts } from '../shop-parts.ts';

const COOKIE = 'shop_session';
const CATEGORIES = SHELVES.map((shelf) => shelf.category);

/** Finds the session of a request and says how a visit is built from it. No act, no cookie. */
export function visits(parts: ShopParts) {
  return createMiddleware<ShopEnv>(async (c, next) => {
    c.set('session', parts.sessions.find(getCookie(c, COOKIE)));
    c.set('visit', () => createVisit(c, parts));
    c.set('openSession', () => c.get('session') ?? startSession(c, parts));
    c.set('renewSession', () => {
      const old = c.get('session');
      parts.sessions.remove(getCookie(c, COOKIE));
      const session = startSession(c, parts);
      if (old) takeOver(session, old);
      return session;
    });
    await next();
  });
}

function startSession(c: ShopContext, parts: ShopParts): Session {
  const { id, session } = parts.sessions.create();
  setCookie(c, COOKIE, id, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: parts.shopUrl.startsWith('https:'),
  });
  c.set('session', session);
  return session;
}

function takeOver(session: Session, old: Session): void {
  for (const [id, quantity] of old.cart.quantities) session.cart.quantities.set(id, quantity);
  session.cart.code = old.cart.code;
}

function createVisit(c: ShopContext, parts: ShopParts): Visit {
  const session = c.get('session');
  const { language, path } = splitLanguage(c.req.path);
  const customerId = session?.customerId;
  const calls = session?.calls ?? [];
  if (session) session.calls = [];
  return {
    language,
    path,
    texts: textsIn(language),
    nonce: c.get('nonce'),
    cart: viewCart(session?.cart, parts.find),
    account: parts.books.findAccount((account) => account.id === customerId),
    customerToken:
      customerId === undefined
        ? undefined
        : signCustomerToken({ customerId, identityKey: parts.identityKey, now: parts.now() }),
    calls,
    tendero: { collectorUrl: parts.collectorUrl, writeKey: parts.writeKey },
    categories: CATEGORIES,
    link: (to) => linkIn(language, to),
  };
}

/** `/es/cart` is `/cart` in Spanish. */
export function splitLanguage(path: string): { language: Language; path: string } {
  const spanish = /^\/es(?=\/|$)/;
  if (!spanish.test(path)) return { language: 'en', path };
  return { language: 'es', path: path.replace(spanish, '') || '/' };
}

/** A path of the shop in the language of this request. */
export function linkHere(c: ShopContext, path: string): string {
  return linkIn(splitLanguage(c.req.path).language, path);
}
