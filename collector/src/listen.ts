import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { PageListener } from './middleware/page-listener.ts';

/** A request's head that takes longer is no browser's; uploads of catalogues and orders may take their time. */
const HEAD_TIMEOUT_MS = 10_000;
/** How often connections are looked through for those that take too long. */
const CHECK_MS = 2_000;
/**
 * Longer than proxies and clients keep an idle connection, so that they are the ones who close it: with Node's five seconds
 * a process that stood still for so long would cut off the requests that were waiting for it.
 */
const IDLE_MS = 75_000;

interface Listeners {
  readonly app: Pick<Hono, 'fetch'>;
  readonly pages: PageListener;
}

/** The collector's server: what pages send most goes straight to its handlers, everything else through the app. */
export function createCollectorServer({ app, pages }: Listeners): Server {
  const others = getRequestListener(app.fetch);
  return createServer(
    {
      headersTimeout: HEAD_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_MS,
      keepAliveTimeout: IDLE_MS,
    },
    (incoming, outgoing) => {
      if (!pages(incoming, outgoing)) void others(incoming, outgoing);
    },
  );
}

/** Resolves when it listens; rejects when it can't. */
export function listen(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
