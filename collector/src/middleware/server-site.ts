import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Config, Site } from '../config.ts';
import { isSameSecret } from '../lib/equal.ts';
import { RequestProblem } from '../lib/problem.ts';
import type { SiteEnv } from './public-site.ts';

/**
 * A secret key in a browser is a leaked key, so it must not even work there. Pages send no `Origin` when they read from
 * their own, which a first-party proxy makes the collector's; `Sec-Fetch-Site` they always send, and Node's fetch never.
 */
const BROWSER_HEADERS = ['Origin', 'Sec-Fetch-Site'];

/** For routes that shop servers call: finds the site by secret key, and refuses browsers. */
export function serverSite({ config }: { config: Config }): MiddlewareHandler<SiteEnv> {
  return createMiddleware<SiteEnv>(async (c, next) => {
    if (BROWSER_HEADERS.some((name) => c.req.header(name) !== undefined)) throw fromBrowser();
    c.set('site', findSite(config, bearer(c.req.header('Authorization'))));
    await next();
  });
}

/** The token of `Authorization: Bearer TOKEN`, or an empty string. */
export function bearer(header: string | undefined): string {
  return /^Bearer (\S+)$/i.exec(header ?? '')?.[1] ?? '';
}

function findSite(config: Config, secret: string): Site {
  const site = config.sites.find((one) => one.secretKeys.some((key) => isSameSecret(key, secret)));
  if (site) return site;
  throw new RequestProblem({
    status: 401,
    code: 'unknown_secret_key',
    detail: 'No site has this secret key.',
    expected: 'Authorization: Bearer SECRET_KEY',
  });
}

function fromBrowser(): RequestProblem {
  return new RequestProblem({
    status: 403,
    code: 'secret_key_in_browser',
    detail: 'Secret keys work from servers only. Rotate this one: it has been in a browser.',
  });
}
