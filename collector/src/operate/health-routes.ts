import { Hono } from 'hono';
import type { Registry } from 'prom-client';
import type { Config } from '../config.ts';
import { loopbackOrOperator } from '../middleware/loopback-or-operator.ts';

interface HealthDependencies {
  readonly config: Config;
  readonly registry: Registry;
  /** Whether an event sent now would be accepted. */
  readonly isReady: () => Promise<boolean>;
}

/** `/healthz` (the process lives), `/readyz` (it accepts) and `/metrics` (operator key off loopback). */
export function createHealthRoutes({ config, registry, isReady }: HealthDependencies): Hono {
  const routes = new Hono();
  routes.get('/healthz', (c) => c.text('ok\n'));
  routes.get('/readyz', async (c) =>
    (await isReady()) ? c.text('ready\n') : c.text('not ready\n', 503),
  );
  routes.get('/metrics', loopbackOrOperator({ config }), async (c) =>
    c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType }),
  );
  return routes;
}
