import { LIMITS } from '@tendero/schema';
import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Config } from '../config.ts';
import { RequestProblem } from '../lib/problem.ts';
import { readBytes } from '../lib/read-body.ts';

/** Longer than any of these requests takes; a shop's server then tries again. */
const TIMEOUT_MS = 10_000;

/** What a hop may not pass on (RFC 9110, 7.6.1), and what fetch writes anew for the body that it sends or has unpacked. */
const OWN_HEADERS = ['connection', 'host', 'keep-alive', 'transfer-encoding', 'content-length'];
const UNPACKED_HEADERS = [...OWN_HEADERS, 'content-encoding'];

/**
 * For routes that must be serial over all collectors: where `ownerUrl` names another one, the request is answered there.
 * Owner away: 503, and nothing is booked.
 */
export function atOwner({ config: { ownerUrl } }: { config: Config }): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    if (ownerUrl === undefined) return next();
    const { pathname, search } = new URL(c.req.url);
    const body = new Uint8Array(await readBytes(c, LIMITS.maxUnpackedBytes));
    const answer = await ask(`${ownerUrl}${pathname}${search}`, {
      method: c.req.method,
      headers: without(c.req.raw.headers, OWN_HEADERS),
      ...(body.length === 0 ? {} : { body }),
    });
    return new Response(answer.body, {
      status: answer.status,
      headers: without(answer.headers, UNPACKED_HEADERS),
    });
  });
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new RequestProblem({
      status: 503,
      code: 'owner_away',
      detail: 'The collector that books this does not answer. Send it again.',
      retryAfterS: 5,
      cause,
    });
  }
}

function without(headers: Headers, names: readonly string[]): Headers {
  const kept = new Headers(headers);
  for (const name of names) kept.delete(name);
  return kept;
}
