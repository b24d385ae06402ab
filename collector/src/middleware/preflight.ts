import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';

/**
 * Answers a browser's preflight to routes behind {@link publicSite}, which has admitted the origin already.
 * The SDK causes none; a page that posts `application/json` by itself does.
 */
export function preflight(): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    if (c.req.method !== 'OPTIONS') return next();
    c.header('Access-Control-Allow-Methods', 'GET, POST');
    c.header('Access-Control-Allow-Headers', 'Content-Type');
    c.header('Access-Control-Max-Age', '7200');
    return c.body(null, 204);
  });
}
