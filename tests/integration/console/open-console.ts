import type { CatalogItem } from '@tendero/schema';
import pino from 'pino';
import { createConsoleRoutes } from '../../../collector/src/console/console-routes.tsx';
import { hashPassword } from '../../../collector/src/console/password.ts';
import { createLive, type Live } from '../../../collector/src/ingest/live.ts';
import type { LearningRecommender } from '../../../collector/src/recommend/recommender.ts';
import { createRecommender } from '../../../collector/src/recommend/create-recommender.ts';
import {
  createSiteSettings,
  type SiteSettings,
} from '../../../collector/src/settings/site-settings.ts';
import { createRefusals, type Refusals } from '../../../collector/src/operate/refusals.ts';
import { Hono } from 'hono';
import { openTestDatabase, type TestDatabase } from '../../support/open-test-database.ts';
import { siteConfig } from '../../support/site-config.ts';
import { catalogOf } from '../../support/catalog-of.ts';
import { NOW } from './shop-rows.ts';

export const PASSWORD = 'pan con tomate';

/** The console on a real, empty database, without a socket. */
export interface TestConsole extends TestDatabase {
  readonly live: Live;
  readonly refusals: Refusals;
  readonly settings: SiteSettings;
  readonly recommender: LearningRecommender;
  /** Sets the console's clock, ms UTC. */
  setTime(time: number): void;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Logs in and returns the `Cookie` header for further requests. */
  logIn(): Promise<string>;
}

/** What the site `shop` sells and offers. */
export interface ShopGoods {
  readonly goods?: readonly CatalogItem[];
  readonly offers?: readonly object[];
}

/** A site `shop` in Madrid and a second one, `other`; the user is `ana`. */
export async function openConsole({
  goods = [],
  offers = [],
}: ShopGoods = {}): Promise<TestConsole> {
  const opened = await openTestDatabase();
  const second = {
    id: 'other',
    name: 'Other shop',
    origins: ['https://other.example'],
    writeKeys: ['write-key-of-the-other'],
    currency: 'EUR',
    timeZone: 'Europe/Madrid',
  };
  const users = [{ name: 'ana', passwordHash: await hashPassword(PASSWORD) }];
  const config = { ...siteConfig({ others: [second], site: { offers } }), console: { users } };
  const live = createLive((error) => {
    throw error;
  });
  const refusals = createRefusals();
  const catalog = catalogOf(goods);
  const recommender = createRecommender({ catalog, clock: () => now });
  const settings = createSiteSettings({
    database: opened.database,
    clock: () => now,
    onUnreadable: (_, kind) => {
      throw new Error(`unreadable ${kind}`);
    },
  });
  let now = NOW;
  const app = new Hono().route(
    '/console',
    createConsoleRoutes({
      config,
      clock: () => now,
      logger: pino({ level: 'silent' }),
      database: opened.database,
      live,
      catalog,
      refusals,
      recommender,
      settings,
      replay: () => Promise.reject(new Error('nothing to replay without a journal')),
    }),
  );
  const request = async (path: string, init?: RequestInit) =>
    app.request(`http://localhost${path}`, init);
  return {
    ...opened,
    live,
    refusals,
    settings,
    recommender,
    setTime: (time) => {
      now = time;
    },
    request,
    logIn: () => logIn({ request }),
  };
}

type Requesting = Pick<TestConsole, 'request'>;

async function logIn(opened: Requesting): Promise<string> {
  const { cookie, token } = await openLogin(opened);
  const answer = await sendForm(opened, '/console/login', {
    cookie,
    fields: { token, name: 'ana', password: PASSWORD },
  });
  if (answer.status !== 303) throw new Error(`login answered ${answer.status}`);
  return cookieOf(answer);
}

/** The login form: its token, and the cookie that the token is tied to. */
export async function openLogin(opened: Requesting): Promise<{ cookie: string; token: string }> {
  const page = await opened.request('/console/login');
  return { cookie: cookieOf(page), token: tokenOf(await page.text()) };
}

/** Posts a form as the browser would from the console's own page; `headers` lay over that. */
export function sendForm(
  opened: Requesting,
  path: string,
  {
    cookie,
    fields,
    headers = {},
  }: { cookie: string; fields: Record<string, string>; headers?: Record<string, string> },
): Promise<Response> {
  return opened.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: {
      Cookie: cookie,
      'Content-Type': 'application/x-www-form-urlencoded',
      'Sec-Fetch-Site': 'same-origin',
      ...headers,
    },
  });
}

/** The token of the first form of a page. */
export function tokenOf(html: string): string {
  return /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

/** The cookies that an answer sets and does not delete, as a `Cookie` header. */
export function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .filter((line) => !/Max-Age=0/i.test(line))
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
}
