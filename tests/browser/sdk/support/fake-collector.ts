import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Context, Envelope, WireEvent } from '@tendero/schema';

/** A request to the collector as the wire brought it. */
export interface Received {
  readonly method: string;
  /** Without the leading `/v1/`. */
  readonly path: string;
  readonly key: string | null;
  readonly contentType: string | undefined;
  /** JSON; {@link bodyOf} reads it. */
  readonly text: string;
  /** Length of the body on the wire. */
  readonly bytes: number;
  /** What it was answered with. */
  readonly status: number;
}

/** How a path is answered; status 0 resets the connection. */
interface Behaviour {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** An event together with the context that its envelope names. */
export type Arrived = WireEvent & { readonly at: Context };

/** A collector and a shop in one process, which record and can misbehave. */
export interface FakeCollector {
  /** Origin of the collector. */
  readonly url: string;
  /** Origin of the shop, another one. */
  readonly shopUrl: string;
  /** Every request below `/v1/`, in the order of arrival. */
  readonly requests: Received[];
  /** Answers by path below `/v1/`; without one it is 202 and an empty receipt. */
  readonly behaviours: Map<string, Behaviour>;
  /** Every event that was acknowledged, in the order of arrival. */
  events(): Arrived[];
  stop(): Promise<void>;
}

const DIST = new URL('../../../../sdk/dist/', import.meta.url);
const RECEIPT = { outcomes: {}, rejected: [] };

/** Starts both on ephemeral ports. `html` is every page of the shop, given the collector's origin. */
export async function startCollector(html: (url: string) => string): Promise<FakeCollector> {
  const requests: Received[] = [];
  const behaviours = new Map<string, Behaviour>();

  const collector = createServer((request, response) => void answer(request, response));
  const shop = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(html(url));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
    const { pathname, searchParams } = new URL(request.url ?? '', url);
    if (!pathname.startsWith('/v1/')) {
      response.setHeader('Content-Type', 'text/javascript');
      response.end(await readFile(new URL(`.${pathname}`, DIST)));
      return;
    }
    const path = pathname.slice('/v1/'.length);
    const sent = await readBytes(request);
    const text = String(searchParams.get('z') === 'gzip' ? gunzipSync(sent) : sent);
    const behaviour = behaviours.get(path) ?? { status: 202, body: RECEIPT };
    requests.push({
      method: request.method ?? '',
      path,
      key: searchParams.get('key'),
      contentType: request.headers['content-type'],
      text,
      bytes: sent.length,
      status: behaviour.status,
    });
    if (!behaviour.status) {
      request.socket.destroy();
      return;
    }
    response.writeHead(behaviour.status, behaviour.headers);
    response.end(JSON.stringify(behaviour.body ?? null));
  }

  const url = await listen(collector);
  const shopUrl = await listen(shop);
  return {
    url,
    shopUrl,
    requests,
    behaviours,
    events: () =>
      requests.filter(({ path, status }) => path === 'events' && status === 202).flatMap(unpack),
    async stop() {
      await Promise.all([close(collector), close(shop)]);
    },
  };
}

/** The body of a request. */
export function bodyOf<Body>(received: Received): Body {
  const body: Body = JSON.parse(received.text);
  return body;
}

function unpack(received: Received): Arrived[] {
  const { contexts, events } = bodyOf<Envelope>(received);
  return events.map((event) => {
    const context = contexts[event.context];
    if (!context) throw new Error(`no context ${event.context} in the envelope`);
    return { ...event, at: context };
  });
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('expected a port');
  return `http://localhost:${address.port}`;
}

async function close(server: ReturnType<typeof createServer>): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
