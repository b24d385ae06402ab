import { Hono } from 'hono';
import { hashPassword, isPassword } from '../lib/password.ts';
import type { DoorProblem } from '../pages/account-page.tsx';
import { AccountPage, DoorPage } from '../pages/account-page.tsx';
import type { Account } from '../shop/books.ts';
import type { TenderoCall } from '../shop/session.ts';
import type { ShopContext, ShopEnv, ShopParts } from '../shop-parts.ts';
import { formText } from './form-text.ts';
import { linkHere } from './visits.ts';
import { sendPage } from './send-page.ts';

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const SHORTEST_PASSWORD = 8;

/** Sign up, log in, log out, and the account itself. */
export function accountRoutes(parts: ShopParts): Hono<ShopEnv> {
  const { books } = parts;
  const routes = new Hono<ShopEnv>();
  routes.get('/account', (c) => {
    const visit = c.get('visit')();
    const { account } = visit;
    if (!account) return sendPage(c, <DoorPage visit={visit} />);
    return sendPage(
      c,
      <AccountPage visit={visit} account={account} orders={books.ordersOf(account.id)} />,
    );
  });

  routes.post('/account/login', async (c) => {
    const form = await c.req.formData();
    const account = findByEmail(parts, formText(form, 'email'));
    const stored = account?.passwordHash;
    if (!account || !stored || !(await isPassword(formText(form, 'password'), stored))) {
      return refuse(c, 'loginFailed');
    }
    enter(c, account, [['login', 'email']]);
    return c.redirect(linkHere(c, '/account'), 303);
  });

  routes.post('/account/signup', async (c) => {
    const form = await c.req.formData();
    const [name, email] = [formText(form, 'name'), formText(form, 'email')];
    const password = formText(form, 'password');
    if (!name || !EMAIL.test(email) || password.length < SHORTEST_PASSWORD) {
      return refuse(c, 'signUpFailed');
    }
    if (findByEmail(parts, email)) return refuse(c, 'emailTaken');
    const account: Account = {
      id: `c-${parts.newSecret()}`,
      name,
      email,
      passwordHash: await hashPassword(password),
    };
    books.addAccount(account);
    enter(c, account, [['signUp', 'email', { name, email }]]);
    return c.redirect(linkHere(c, '/account'), 303);
  });

  routes.post('/account/logout', (c) => {
    const session = c.get('renewSession')();
    session.cart.quantities.clear();
    session.calls.push(['logout']);
    return c.redirect(linkHere(c, '/'), 303);
  });
  return routes;
}

/** Logs the account in under a new session id; the next page makes the calls. */
export function enter(c: ShopContext, account: Account, calls: readonly TenderoCall[]): void {
  const session = c.get('renewSession')();
  session.customerId = account.id;
  session.calls.push(...calls);
}

/** Shows the door again with what went wrong. */
export function refuse(c: ShopContext, problem: DoorProblem) {
  return sendPage(c, <DoorPage visit={c.get('visit')()} problem={problem} />, 400);
}

function findByEmail({ books }: ShopParts, email: string): Account | undefined {
  const wanted = email.toLowerCase();
  return books.findAccount((account) => account.email.toLowerCase() === wanted);
}
