import { Server } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { PageListener } from './middleware/page-listener.ts';
import { PlainConnection } from './middleware/plain-connection.ts';

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

/**
 * Node's own server, which gets only the connections that bring something else than plain requests of pages. What pages
 * send most goes straight to its handlers, everything else through the app.
 */
export class CollectorServer extends Server {
  /** Those that Node's own does not know. */
  readonly #plain = new Map<Socket, PlainConnection>();

  constructor({ app, pages }: Listeners) {
    const others = getRequestListener(app.fetch);
    const options = {
      headersTimeout: HEAD_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_MS,
      keepAliveTimeout: IDLE_MS,
    };
    super(options, (incoming, outgoing) => {
      if (!pages.listen(incoming, outgoing)) void others(incoming, outgoing);
    });
    // its listener is all that Node's server has of a connection; there is no other way to come before it
    const [byNode] = this.listeners('connection');
    this.removeAllListeners('connection');
    const handOver = (socket: Socket) => {
      this.#plain.delete(socket);
      byNode?.call(this, socket);
    };
    this.on('connection', (socket) => {
      const parts = { pages, headMs: HEAD_TIMEOUT_MS, idleMs: IDLE_MS, handOver };
      this.#plain.set(socket, new PlainConnection(socket, parts));
      socket.once('close', () => this.#plain.delete(socket));
    });
  }

  /** Of those that are plain also the busy ones end, behind their answer. */
  override closeIdleConnections(): void {
    super.closeIdleConnections();
    for (const connection of this.#plain.values()) connection.end();
  }

  override closeAllConnections(): void {
    super.closeAllConnections();
    for (const socket of this.#plain.keys()) socket.destroy();
  }
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
