import type { Context } from 'hono';
import type { Product } from './catalog/product.ts';
import type { PlazaLogin } from './identity/plaza-login.ts';
import type { Visit } from './pages/visit.ts';
import type { Books } from './shop/books.ts';
import type { FindProduct } from './shop/cart.ts';
import type { Outbox } from './shop/outbox.ts';
import type { Session, Sessions } from './shop/session.ts';

/** What the shop's server is put together from. */
export interface ShopParts {
  /** The shop's own origin, as its visitors see it. */
  readonly shopUrl: string;
  /** The collector's origin, as their browsers see it. */
  readonly collectorUrl: string;
  readonly writeKey: string;
  readonly identityKey: string;
  readonly products: readonly Product[];
  readonly find: FindProduct;
  readonly sessions: Sessions;
  readonly books: Books;
  readonly outbox: Outbox;
  readonly plaza: PlazaLogin;
  /** Folder of the built script and style sheet. */
  readonly assets: string;
  /** In ms UTC. */
  readonly now: () => number;
  /** 128 random bits or more, safe in a cookie and an address. */
  readonly newSecret: () => string;
}

/** What Hono carries through a request to the shop. */
export interface ShopEnv {
  Variables: {
    nonce: string;
    /** Builds the visit of the page to answer; takes the calls that wait in the session. */
    visit: () => Visit;
    /** The session, if the browser has one. */
    session: Session | undefined;
    /** The session, made where there is none yet: only for acts that need to be remembered. */
    openSession: () => Session;
    /** Drops the session and opens a new one that goes on with the old cart. */
    renewSession: () => Session;
  };
}

/** A request to the shop. */
export type ShopContext = Context<ShopEnv>;
