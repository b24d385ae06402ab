import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Config } from '../config.ts';
import { isSameSecret } from '../lib/equal.ts';
import { RequestProblem } from '../lib/problem.ts';
import { bearer } from './server-site.ts';

/** For routes of the operator's command line: asks for one of the operator keys. */
export function operator({ config }: { config: Config }): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    const secret = bearer(c.req.header('Authorization'));
    if (!config.operatorKeys.some((key) => isSameSecret(key, secret))) {
      throw new RequestProblem({
        status: 401,
        code: 'unknown_operator_key',
        detail: 'No operator key fits.',
        expected: 'Authorization: Bearer OPERATOR_KEY, one of `operatorKeys` in the config',
      });
    }
    await next();
  });
}
