import { randomUUID } from 'node:crypto';
import { decideRequest } from '@tendero/schema/zod';
import { Hono } from 'hono';
import type { Config } from '../config.ts';
import { readJson } from '../lib/read-json.ts';
import { publicSite, type SiteEnv } from '../middleware/public-site.ts';
import { decide, type DecideParts } from './decide.ts';

/** Twenty slots, and 200 items each in the cart and seen, are below 60 kB. */
const MAX_BODY_BYTES = 65_536;

/** `POST /`: what the page's widgets show; mount at `/v1/decide`. */
export function createDecideRoutes(parts: DecideParts & { config: Config }): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.post('/', publicSite(parts), async (c) => {
    const request = await readJson(c, { maxBytes: MAX_BODY_BYTES, schema: decideRequest });
    c.header('Cache-Control', 'no-store');
    return c.json(decide(parts, { id: randomUUID(), site: c.get('site'), request }));
  });
  return routes;
}
