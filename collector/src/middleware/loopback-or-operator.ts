import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Config } from '../config.ts';
import { createAddressList } from '../lib/address-list.ts';
import { socketAddress } from '../lib/client-address.ts';
import { operator } from './operator.ts';

const LOOPBACK = createAddressList(['127.0.0.1', '::1']);

/** A proxy on this machine speaks from loopback too; one of these tells that it speaks for somebody else. */
const FORWARDED = ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via'];

/** For what an operator may see: open to programs on this machine, by operator key to everybody else. */
export function loopbackOrOperator({ config }: { config: Config }): MiddlewareHandler {
  const ask = operator({ config });
  return createMiddleware(async (c, next) => {
    const isForwarded = FORWARDED.some((name) => c.req.header(name) !== undefined);
    if (!isForwarded && LOOPBACK.has(socketAddress(c))) return next();
    return ask(c, next);
  });
}
