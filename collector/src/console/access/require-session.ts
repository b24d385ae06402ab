import { createMiddleware } from 'hono/factory';
import type { ConsoleEnv } from '../screen.ts';
import { sessionCookie } from './cookies.ts';
import type { FormTokens } from './form-token.ts';
import type { Sessions } from './sessions.ts';

/** For pages behind the login: who is not logged in is led there, and comes back afterwards. */
export function requireSession({ sessions, tokens }: { sessions: Sessions; tokens: FormTokens }) {
  return createMiddleware<ConsoleEnv>(async (c, next) => {
    const cookie = sessionCookie(c);
    const session = sessions.find(cookie);
    if (!session) {
      const { pathname, search } = new URL(c.req.url);
      const isPage = (c.req.header('Accept') ?? '').includes('text/html');
      const to = isPage ? `?to=${encodeURIComponent(pathname + search)}` : '';
      return c.redirect(`/console/login${to}`, 303);
    }
    c.set('visit', { user: session.user, formToken: tokens.of(cookie) });
    return next();
  });
}
