import { randomUUID } from 'node:crypto';
import type { Slot } from '@tendero/schema';
import { decideRequest } from '@tendero/schema/zod';
import { Hono } from 'hono';
import type { Config } from '../config.ts';
import { RequestProblem } from '../lib/problem.ts';
import { readJson } from '../lib/read-json.ts';
import { publicSite, type SiteEnv } from '../middleware/public-site.ts';
import type { VisitorLimit } from '../middleware/request-limits.ts';
import { decide, type DecideParts } from './decide.ts';

/** Twenty slots, and 200 items each in the cart and seen, are below 60 kB. */
const MAX_BODY_BYTES = 65_536;

/** `POST /`: what the page's widgets show; mount at `/v1/decide`. */
export function createDecideRoutes(
  parts: DecideParts & { config: Config; limits: VisitorLimit },
): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.post('/', publicSite(parts), async (c) => {
    const request = await readJson(c, { maxBytes: MAX_BODY_BYTES, schema: decideRequest });
    const site = c.get('site');
    if (request.visitor !== undefined) parts.limits.takeVisitor(site.id, request.visitor);
    assertDistinct(request.slots);
    c.header('Cache-Control', 'no-store');
    return c.json(decide(parts, { id: randomUUID(), site, request }));
  });
  return routes;
}

/** The answer names each slot by its id, so of two with the same one would stay empty unseen. */
function assertDistinct(slots: readonly Slot[]): void {
  const ids = slots.map(({ id }) => id);
  const index = ids.findIndex((id, place) => ids.indexOf(id) < place);
  const id = ids[index];
  if (id === undefined) return;
  const first = ids.indexOf(id);
  throw new RequestProblem({
    status: 400,
    code: 'duplicate_slot',
    detail: `slots.${index}.id: slots.${first} has the same id. Give each slot of a request its own (slot-id on the widgets).`,
    expected: 'an id that no other slot of the request has',
    got: id,
  });
}
