import { type Context, Hono } from 'hono';
import { socketAddress } from '../lib/client-address.ts';
import { readBytes } from '../lib/read-body.ts';
import { noSuchRoute } from './answer-problems.ts';
import type { PageHandler, PageRequest } from './page-handler.ts';

/**
 * `POST /` in Hono's words, for who has no server; mount before middleware that does what the handler does by itself. On
 * a server it is no route: the listener before it takes every request that spells the path as it is, and another
 * spelling (`/v1/%65vents`) must not go round the listener's limits.
 */
export function createPageRoutes(handle: PageHandler): Hono {
  return new Hono().post('/', async (c) => {
    if (isOnServer(c)) throw noSuchRoute();
    const { status, headers, body } = await handle(toRequest(c));
    return new Response(body, { status, headers });
  });
}

function isOnServer(c: Context): boolean {
  return typeof c.env === 'object' && c.env !== null && 'outgoing' in c.env;
}

function toRequest(c: Context): PageRequest {
  return {
    path: c.req.path,
    query: (name) => c.req.query(name),
    header: (name) => c.req.header(name),
    socketAddress: socketAddress(c),
    readBody: ({ maxBytes }) => readBytes(c, maxBytes),
    // without a server nobody else's requests are under way
    hold: () => undefined,
  };
}
