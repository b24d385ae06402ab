import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Config } from '../config.ts';
import { clientAddress } from '../lib/client-address.ts';
import type { RequestLimits } from './request-limits.ts';

/** 429 with `Retry-After` when the address or the key of a request has sent too many. */
export function rateLimit({
  config,
  limits,
}: {
  config: Pick<Config, 'trustedProxies'>;
  limits: Pick<RequestLimits, 'takeAddress' | 'takeKey'>;
}): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    limits.takeAddress(clientAddress(c, config.trustedProxies));
    const key = c.req.query('key');
    if (key !== undefined) limits.takeKey(key);
    await next();
  });
}
