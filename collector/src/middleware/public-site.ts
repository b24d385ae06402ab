import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Config, Site } from '../config.ts';
import { createAdmission } from './admit.ts';

/** What the routes for pages and shop servers find in their context. */
export interface SiteEnv {
  Variables: { site: Site };
}

/** For routes that pages call: finds the site by `?key=` and admits only its exact origins, see `createAdmission`. */
export function publicSite({
  config,
  events = false,
}: {
  config: Config;
  events?: boolean;
}): MiddlewareHandler<SiteEnv> {
  const admit = createAdmission(config);
  return createMiddleware<SiteEnv>(async (c, next) => {
    const { method } = c.req;
    c.set(
      'site',
      admit({ key: c.req.query('key'), origin: c.req.header('Origin'), method, events }),
    );
    await next();
  });
}
