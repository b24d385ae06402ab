import type { Cart } from './cart.ts';
import { createCart } from './cart.ts';

/** A call for the page's Tendero: the name of the function and its arguments. */
export type TenderoCall = readonly [method: string, ...args: unknown[]];

/** A login at the provider that is under way. */
interface PendingLogin {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where the person was, to come back in the same language. */
  readonly home: string;
}

/** What the shop remembers of one browser until it restarts. */
export interface Session {
  cart: Cart;
  customerId?: string;
  login?: PendingLogin;
  /** Orders made in this session; their pages may be seen. */
  readonly orders: Set<string>;
  /** What the next page has to tell Tendero, once. */
  calls: TenderoCall[];
}

/** The sessions of the shop, in memory. */
export interface Sessions {
  find: (id: string | undefined) => Session | undefined;
  create: () => { id: string; session: Session };
  remove: (id: string | undefined) => void;
}

/** Oldest go first beyond this many: a robot without cookies must not fill the memory. */
const MOST = 20_000;

/** Makes an empty store; `newId` yields 128 random bits or more. */
export function createSessions(newId: () => string): Sessions {
  const sessions = new Map<string, Session>();
  return {
    find: (id) => (id === undefined ? undefined : sessions.get(id)),
    create: () => {
      const id = newId();
      const session: Session = { cart: createCart(), orders: new Set(), calls: [] };
      sessions.set(id, session);
      const oldest = sessions.keys().next().value;
      if (sessions.size > MOST && oldest !== undefined) sessions.delete(oldest);
      return { id, session };
    },
    remove: (id) => {
      if (id !== undefined) sessions.delete(id);
    },
  };
}
