import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Config, Site } from '../config.ts';
import { RequestProblem } from '../lib/problem.ts';

/** What the routes for pages and shop servers find in their context. */
export interface SiteEnv {
  Variables: { site: Site };
}

/**
 * For routes that pages call: finds the site by `?key=` and admits only its exact origins.
 * `Origin` is a fence for browsers, not authentication.
 */
export function publicSite({
  config,
  events = false,
}: {
  config: Config;
  events?: boolean;
}): MiddlewareHandler<SiteEnv> {
  const byKey = new Map(config.sites.flatMap((site) => site.writeKeys.map((key) => [key, site])));
  return createMiddleware<SiteEnv>(async (c, next) => {
    const site = byKey.get(c.req.query('key') ?? '');
    if (!site) throw unknownKey();
    const origin = c.req.header('Origin');
    if (!isAdmitted({ site, origin, method: c.req.method, events })) throw wrongOrigin(origin);
    c.set('site', site);
    await next();
  });
}

interface Admission {
  site: Site;
  origin: string | undefined;
  method: string;
  events: boolean;
}

function isAdmitted({ site, origin, method, events }: Admission): boolean {
  if (origin === undefined) return method === 'GET';
  if (origin === 'null') return events && site.allowNullOrigin;
  return site.origins.includes(origin);
}

function unknownKey(): RequestProblem {
  return new RequestProblem({
    status: 401,
    code: 'unknown_key',
    detail: 'No site has this write key. Copy the key from the script-tag snippet of the console.',
    expected: 'a write key in ?key=',
  });
}

function wrongOrigin(origin: string | undefined): RequestProblem {
  return new RequestProblem({
    status: 403,
    code: 'wrong_origin',
    detail: "This origin is not on the site's list. Add it to `origins` in the config.",
    expected: "one of the site's origins",
    got: origin ?? 'no Origin header',
  });
}
