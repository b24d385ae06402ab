import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';

/**
 * Lets the page that asked read the answer, refusals and their `Retry-After` too: without these headers a browser
 * shows it a refusal as no answer at all, and the SDK would try for ever what it should drop. The exact origin, never
 * credentials. Who is admitted is another matter: see `publicSite`.
 */
export function readableAnswers(): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    c.header('Vary', 'Origin');
    const origin = c.req.header('Origin');
    if (origin !== undefined) {
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Access-Control-Expose-Headers', 'Retry-After');
    }
    await next();
  });
}
