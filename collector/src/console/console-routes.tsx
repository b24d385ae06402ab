import { createHash, randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { DatabaseError } from '../clickhouse/database.ts';
import { RequestProblem } from '../lib/problem.ts';
import { createFormTokens } from './access/form-token.ts';
import { createLoginRoutes } from './access/login-routes.tsx';
import { createPersonLinks } from './access/person-links.ts';
import { requireSession } from './access/require-session.ts';
import { securityHeaders } from './access/security-headers.ts';
import { createSessions } from './access/sessions.ts';
import { createThrottle } from './access/throttle.ts';
import { createAssetRoutes } from './assets.ts';
import { createChartRoutes } from './chart-routes.ts';
import type { ConsoleDependencies } from './console-dependencies.ts';
import { createDeliveryRoutes } from './delivery/delivery-routes.tsx';
import { createTrialsRoutes } from './experiments/routes.tsx';
import { language, type LanguageEnv, wordsOf } from './language.ts';
import { notFound } from './not-found.tsx';
import { createPageRoutes } from './page-routes.tsx';
import { MessagePage } from './pages/message.tsx';
import { createShelvesRoutes } from './recommendations/routes.tsx';
import { type ConsoleEnv, readScreen } from './screen.ts';

const QUARTER_HOUR_MS = 900_000;
/** A shop's team may share one address; one person's guesses are fewer. */
const ATTEMPTS = { perAddress: 20, perUser: 6 };

/** The console under `/console`: login, pages, charts, live stream and its own files. */
export function createConsoleRoutes(dependencies: ConsoleDependencies): Hono {
  const { config, clock, catalog } = dependencies;
  const randomSecret = (): string => randomBytes(32).toString('base64url');
  const key = randomBytes(32);
  const sessions = createSessions({ clock, randomSecret });
  const tokens = createFormTokens(derive(key, 'forms'));
  const throttle = (max: number) => createThrottle({ clock, max, windowMs: QUARTER_HOUR_MS });
  const addresses = throttle(ATTEMPTS.perAddress);
  const users = throttle(ATTEMPTS.perUser);
  const links = createPersonLinks(derive(key, 'people'));

  const routes = new Hono<LanguageEnv>();
  routes.use(securityHeaders, language);
  routes.onError((error, c) => answerError(error, c, dependencies));
  routes.route('/assets', createAssetRoutes());
  routes.route(
    '/',
    createLoginRoutes({ config, sessions, tokens, addresses, users, randomSecret }),
  );
  routes.route('/', createInnerRoutes());
  return new Hono().route('/', routes);

  function createInnerRoutes(): Hono<ConsoleEnv> {
    const inner = new Hono<ConsoleEnv>();
    inner.use(requireSession({ sessions, tokens }), async (c, next) => {
      const screen = readScreen(c, { config, clock, catalog });
      if (!screen) return notFound(c);
      c.set('screen', screen);
      return next();
    });
    inner.route('/charts', createChartRoutes(dependencies));
    inner.route('/recommendations', createShelvesRoutes({ ...dependencies, tokens }));
    inner.route('/experiments', createTrialsRoutes({ ...dependencies, tokens }));
    inner.route('/delivery', createDeliveryRoutes({ ...dependencies, tokens }));
    inner.route('/', createPageRoutes({ ...dependencies, links, sessions }));
    inner.all('*', notFound);
    return inner;
  }
}

/** People get a page, not problem JSON; the log gets no query and no values. */
function answerError(
  error: Error,
  c: Context<LanguageEnv>,
  { logger }: ConsoleDependencies,
): Response | Promise<Response> {
  const { common } = wordsOf(c.get('language'));
  const page = (title: string, help: string) => (
    <MessagePage language={c.get('language')} title={title} help={help} />
  );
  if (error instanceof RequestProblem) {
    const help = error.code === 'no_fetch_metadata' ? common.insecureHelp : common.refusedHelp;
    return c.html(page(common.refused, help), error.status);
  }
  const code = error instanceof DatabaseError ? error.code : 0;
  logger.error({ kind: error.name, code, path: c.req.routePath }, 'console request failed');
  return c.html(page(common.failed, common.failedHelp), error instanceof DatabaseError ? 503 : 500);
}

function derive(key: Buffer, use: string): Buffer {
  return createHash('sha256').update(key).update(use).digest();
}
