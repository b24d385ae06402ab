import { type Context, Hono } from 'hono';
import type { Config } from '../../config.ts';
import { createAddressList } from '../../lib/address-list.ts';
import { clientAddress, senderOf } from '../../lib/client-address.ts';
import { type LanguageEnv, wordsOf } from '../language.ts';
import { LoginPage } from '../pages/login.tsx';
import { hashPassword, verifyPassword } from '../password.ts';
import {
  clearSessionCookie,
  formCookie,
  sessionCookie,
  setFormCookie,
  setSessionCookie,
} from './cookies.ts';
import type { FormTokens } from './form-token.ts';
import { isHttps } from './is-https.ts';
import { readForm } from './read-form.ts';
import type { Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';

/** What logging in needs. */
export interface Access {
  readonly config: Config;
  readonly sessions: Sessions;
  readonly tokens: FormTokens;
  /** By client address. */
  readonly addresses: Throttle;
  /** By user name. */
  readonly users: Throttle;
  /** 256 bits as text. */
  readonly randomSecret: () => string;
}

type LoginContext = Context<LanguageEnv>;

/** `GET` and `POST /login`, `POST /logout`. */
export function createLoginRoutes(access: Access): Hono<LanguageEnv> {
  const routes = new Hono<LanguageEnv>();
  const stranger = hashPassword(access.randomSecret());
  const trustedProxies = createAddressList(access.config.trustedProxies);

  routes.get('/login', (c) => showLogin(c, access, { to: c.req.query('to') ?? '' }));

  routes.post('/login', async (c) => {
    const form = await readForm(c, access.tokens);
    const name = form.get('name') ?? '';
    const to = form.get('to') ?? '';
    const names = [`name ${name}`];
    const address = [senderOf(clientAddress(c, trustedProxies))];
    const waitMs = access.addresses.attempt(address) || access.users.attempt(names);
    if (waitMs > 0) return tooMany(c, access, { to, waitMs });
    const user = access.config.console.users.find((one) => one.name === name);
    const isRight = await verifyPassword(
      form.get('password') ?? '',
      user?.passwordHash ?? (await stranger),
    );
    if (!user || !isRight) {
      c.status(401);
      return showLogin(c, access, { to, message: wordsOf(c.get('language')).login.wrong });
    }
    access.users.forgive(names);
    access.addresses.forgive(address);
    access.sessions.end(sessionCookie(c));
    setSessionCookie(c, access.sessions.begin(user.name), isHttps(c));
    return c.redirect(safePath(to), 303);
  });

  routes.post('/logout', async (c) => {
    await readForm(c, access.tokens);
    access.sessions.end(sessionCookie(c));
    clearSessionCookie(c);
    return c.redirect('/console/login', 303);
  });
  return routes;
}

function showLogin(
  c: LoginContext,
  { config, tokens, randomSecret }: Access,
  { to, message }: { to: string; message?: string },
): Response | Promise<Response> {
  const known = formCookie(c);
  const cookie = known === '' ? randomSecret() : known;
  if (known === '') setFormCookie(c, cookie, isHttps(c));
  const language = c.get('language');
  const noUsers = config.console.users.length === 0 ? wordsOf(language).login.noUsers : undefined;
  return c.html(
    <LoginPage
      language={language}
      formToken={tokens.of(cookie)}
      message={message ?? noUsers}
      to={safePath(to)}
    />,
  );
}

function tooMany(
  c: LoginContext,
  access: Access,
  { to, waitMs }: { to: string; waitMs: number },
): Response | Promise<Response> {
  c.status(429);
  c.header('Retry-After', String(Math.ceil(waitMs / 1_000)));
  const { login } = wordsOf(c.get('language'));
  return showLogin(c, access, { to, message: login.wait(Math.ceil(waitMs / 60_000)) });
}

/** Only ways into the console itself; anything else would send people to other sites after their login. */
function safePath(to: string): string {
  return /^\/console(?:[/?][\w\-./?&=%+~]*)?$/.test(to) && !to.startsWith('/console/log')
    ? to
    : '/console';
}
