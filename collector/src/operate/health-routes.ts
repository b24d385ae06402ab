import { Hono } from 'hono';
import type { Registry } from 'prom-client';
import type { Config } from '../config.ts';
import { clientAddress } from '../lib/client-address.ts';
import { operator } from '../middleware/operator.ts';
import { createMiddleware } from 'hono/factory';

const LOOPBACK = new Set(['127.0.0.1', '::1']);

interface HealthDependencies {
  readonly config: Config;
  readonly registry: Registry;
  /** Whether an event sent now would be accepted. */
  readonly isReady: () => boolean;
}

/** `/healthz` (the process lives), `/readyz` (it accepts) and `/metrics` (operator key off loopback). */
export function createHealthRoutes({ config, registry, isReady }: HealthDependencies): Hono {
  const routes = new Hono();
  routes.get('/healthz', (c) => c.text('ok\n'));
  routes.get('/readyz', (c) => (isReady() ? c.text('ready\n') : c.text('not ready\n', 503)));
  routes.get('/metrics', loopbackOrOperator(config), async (c) =>
    c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType }),
  );
  return routes;
}

/** A proxy on this machine speaks from loopback too, so what it forwards needs the key. */
function loopbackOrOperator(config: Config) {
  const ask = operator({ config });
  return createMiddleware(async (c, next) => {
    const isForwarded = c.req.header('X-Forwarded-For') !== undefined;
    if (!isForwarded && LOOPBACK.has(clientAddress(c, []))) return next();
    return ask(c, next);
  });
}
