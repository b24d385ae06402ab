import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Config } from '../config.ts';
import { createAddressList } from '../lib/address-list.ts';
import { clientAddress, senderOf } from '../lib/client-address.ts';
import type { RequestLimits } from './request-limits.ts';

/** 429 with `Retry-After` when the address of a request, or the site's key that it names, has sent too many. */
export function rateLimit({
  config,
  limits,
}: {
  config: Pick<Config, 'sites' | 'trustedProxies'>;
  limits: Pick<RequestLimits, 'takeAddress' | 'takeKey'>;
}): MiddlewareHandler {
  const keys = new Set(config.sites.flatMap(({ writeKeys }) => writeKeys));
  const trustedProxies = createAddressList(config.trustedProxies);
  return createMiddleware(async (c, next) => {
    limits.takeAddress(senderOf(clientAddress(c, trustedProxies)));
    const key = c.req.query('key');
    // a made-up key of any length must not be remembered
    if (key !== undefined && keys.has(key)) limits.takeKey(key);
    await next();
  });
}
