import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';

/**
 * Headers that let the page that asked read the answer, refusals and their `Retry-After` too: without them a browser
 * shows it a refusal as no answer at all, and the SDK would try for ever what it should drop. The exact origin, never
 * credentials. Who is admitted is another matter: see `createAdmission`.
 */
export function readableHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': 'Retry-After',
  };
}

/** Gives every answer its {@link readableHeaders}. */
export function readableAnswers(): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    const headers = readableHeaders(c.req.header('Origin'));
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    await next();
  });
}
