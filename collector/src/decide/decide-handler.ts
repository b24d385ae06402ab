import { randomUUID } from 'node:crypto';
import type { DecideRequest, Slot } from '@tendero/schema';
import { decideRequest } from '@tendero/schema/zod';
import { RequestProblem } from '../lib/problem.ts';
import { parseJson } from '../lib/read-body.ts';
import { invalidBody } from '../lib/read-json.ts';
import { createPageHandler, type PageHandler, type PageParts } from '../middleware/page-handler.ts';
import { decide, type DecideParts } from './decide.ts';

/** Twenty slots, and 200 items each in the cart and seen, are below 60 kB. */
const MAX_BODY_BYTES = 65_536;
const NO_STORE = { 'Cache-Control': 'no-store' };

/** `POST /v1/decide`: what the page's widgets show. */
export function createDecideHandler(parts: DecideParts & PageParts): PageHandler {
  return createPageHandler(parts, {
    maxBodyBytes: MAX_BODY_BYTES,
    answer({ site, body }) {
      const request = readRequest(body);
      if (request.visitor !== undefined) parts.limits.takeVisitor(site.id, request.visitor);
      const decision = decide(parts, { id: randomUUID(), site, request });
      return { status: 200, headers: NO_STORE, body: JSON.stringify(decision) };
    },
  });
}

function readRequest(body: Buffer): DecideRequest {
  const parsed = decideRequest.safeParse(parseJson(body));
  if (!parsed.success) throw invalidBody(parsed.error);
  assertDistinct(parsed.data.slots);
  return parsed.data;
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
