import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Config, Site } from '../config.ts';
import { isSameSecret } from '../lib/equal.ts';
import { RequestProblem } from '../lib/problem.ts';
import type { SiteEnv } from './public-site.ts';

/** For routes that shop servers call: finds the site by secret key, and refuses browsers. */
export function serverSite({ config }: { config: Config }): MiddlewareHandler<SiteEnv> {
  return createMiddleware<SiteEnv>(async (c, next) => {
    if (isFromBrowser(c.req.header('Origin'), c.req.header('Sec-Fetch-Mode'))) throw fromBrowser();
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

/** A secret key in a browser is a leaked key, so it must not even work there. Node's fetch sends `Sec-Fetch-Mode` alone. */
function isFromBrowser(origin: string | undefined, mode: string | undefined): boolean {
  return origin !== undefined || mode === 'navigate' || mode === 'no-cors';
}

function fromBrowser(): RequestProblem {
  return new RequestProblem({
    status: 403,
    code: 'secret_key_in_browser',
    detail: 'Secret keys work from servers only. Rotate this one: it has been in a browser.',
  });
}
