import { LIMITS, type Limits, type SiteInfo } from '@tendero/schema';
import { Hono } from 'hono';
import type { Config, Site } from '../config.ts';
import { publicSite, type SiteEnv } from '../middleware/public-site.ts';

/** Read on every page view, changed by a restart. */
const CACHE_CONTROL = 'public, max-age=300';

/** `GET /site` and `GET /limits`: what a page may know before any consent; mount at `/v1`. */
export function createSiteRoutes({ config }: { config: Config }): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/site', publicSite({ config }), (c) => {
    c.header('Cache-Control', CACHE_CONTROL);
    return c.json(siteInfo(c.get('site')));
  });
  routes.get('/limits', (c) => {
    c.header('Cache-Control', CACHE_CONTROL);
    return c.json(limits(config));
  });
  return routes;
}

/** Only what may be public: providers by id and name. */
function siteInfo({ name, locale, currency, notice, providers }: Site): SiteInfo {
  return {
    name,
    locale,
    currency,
    notice,
    providers: providers.map(({ id, name: label }) => ({ id, name: label })),
  };
}

function limits({ limits: { maxBodyBytes, maxUnpackedBytes, maxEvents } }: Config): Limits {
  return { ...LIMITS, maxBodyBytes, maxUnpackedBytes, maxEvents };
}
