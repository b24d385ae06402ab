import { Hono } from 'hono';
import type { PlazaPerson } from '../identity/plaza-login.ts';
import type { Account } from '../shop/books.ts';
import type { ShopEnv, ShopParts } from '../shop-parts.ts';
import { enter, refuse } from './account-routes.tsx';
import { linkHere } from './visits.ts';

/** Printable ASCII of a sensible length, as the collector's nonces are. */
const NONCE = /^[\x21-\x7e]{16,128}$/;

/** The way to the login provider and back. */
export function plazaRoutes(parts: ShopParts): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  // The page's script adds the collector's nonce. Without script or consent the shop takes its own,
  // and the login works just as well; only the collector will then not know the person.
  routes.get('/account/plaza', (c) => {
    const offered = c.req.query('nonce') ?? '';
    const login = {
      state: parts.newSecret(),
      nonce: NONCE.test(offered) ? offered : parts.newSecret(),
      verifier: `${parts.newSecret()}${parts.newSecret()}`,
      home: linkHere(c, '/account'),
    };
    c.get('openSession')().login = login;
    return c.redirect(parts.plaza.authorizationUrl(login));
  });

  routes.get('/account/callback', async (c) => {
    const session = c.get('session');
    const login = session?.login;
    const { code, state } = c.req.query();
    if (!session || !login || !code || state !== login.state) return refuse(c, 'providerFailed');
    delete session.login;
    const person = await parts.plaza.finish(code, login).catch(() => undefined);
    if (!person) return refuse(c, 'providerFailed');
    enter(c, accountOf(parts, person), [
      ['login', 'plaza'],
      ['socialLogin', 'demo', person.idToken],
    ]);
    return c.redirect(login.home, 303);
  });
  return routes;
}

/** The account of a person of the provider; an e-mail alone opens nobody's account. */
function accountOf({ books, newSecret }: ShopParts, person: PlazaPerson): Account {
  const known = books.findAccount((account) => account.subject === person.subject);
  if (known) return known;
  const { name, email, subject } = person;
  const account: Account = { id: `c-${newSecret()}`, name, email, subject };
  books.addAccount(account);
  return account;
}
