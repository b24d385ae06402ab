import { type Context, Hono } from 'hono';
import { socketAddress } from '../lib/client-address.ts';
import { readBytes } from '../lib/read-body.ts';
import type { EventsHandler, EventsRequest } from './events-handler.ts';

/** `POST /` in Hono's words; mount at `/v1/events`, before middleware that does what the handler does by itself. */
export function createEventsRoutes(handle: EventsHandler): Hono {
  return new Hono().post('/', async (c) => {
    const { status, headers, body } = await handle(toRequest(c));
    return new Response(body, { status, headers });
  });
}

function toRequest(c: Context): EventsRequest {
  return {
    path: c.req.path,
    query: (name) => c.req.query(name),
    header: (name) => c.req.header(name),
    socketAddress: socketAddress(c),
    readBody: (maxBytes) => readBytes(c, maxBytes),
  };
}
