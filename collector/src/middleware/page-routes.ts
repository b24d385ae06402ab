import { type Context, Hono } from 'hono';
import { socketAddress } from '../lib/client-address.ts';
import { readBytes } from '../lib/read-body.ts';
import type { PageHandler, PageRequest } from './page-handler.ts';

/** `POST /` in Hono's words; mount before middleware that does what the handler does by itself. */
export function createPageRoutes(handle: PageHandler): Hono {
  return new Hono().post('/', async (c) => {
    const { status, headers, body } = await handle(toRequest(c));
    return new Response(body, { status, headers });
  });
}

function toRequest(c: Context): PageRequest {
  return {
    path: c.req.path,
    query: (name) => c.req.query(name),
    header: (name) => c.req.header(name),
    socketAddress: socketAddress(c),
    readBody: (maxBytes) => readBytes(c, maxBytes),
  };
}
