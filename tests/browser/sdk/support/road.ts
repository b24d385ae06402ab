import { readFile } from 'node:fs/promises';
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { Envelope } from '@tendero/schema';
import { pageHtml } from './shop-page.ts';

/** How requests fare: `failing` answers 503, `broken` resets the connection, `silent` never answers. */
type Weather = 'fine' | 'failing' | 'broken' | 'silent';

/** What lies between the pages of one run and the collector. */
export interface Road {
  weather: Weather;
  /** How long a request is under way. */
  delayMs: number;
  /** So many answers of the collector are lost: the connection is reset in their place. */
  answersToLose: number;
  /** From the end of an outage until everything had arrived, where a scenario measures it. */
  recoveryMs?: number;
  /** Every request with events, as it set out. */
  readonly sent: (readonly Sent[])[];
  /** What the collector has taken, by id, in the order of arrival. */
  readonly taken: Map<string, Sent>;
}

/** An event on its way. */
interface Sent {
  readonly id: string;
  readonly type: string;
  /** Of its page. */
  readonly path: string;
}

/** A shop and, under another origin, the way to its collector; each run has pages and a road of its own. */
export interface Roads {
  /** Origin of the shop. */
  readonly shopUrl: string;
  open(run: string): Road;
  /** Where the requests of all roads end. */
  leadTo(collectorUrl: string): void;
  stop(): Promise<void>;
}

interface Options {
  readonly key: string;
  readonly endpoint: string;
}

function asScript(url: string, { key, endpoint }: Options): string {
  return `<script async src="${url}/tendero.js" data-key="${key}" data-endpoint="${endpoint}"></script>`;
}

/** The build for bundlers, which the page calls like the script. */
function asModule(url: string, options: Options): string {
  return `<script type="importmap">{ "imports": { "web-vitals/attribution": "data:text/javascript," } }</script>
<script type="module">
import { createTendero } from '${url}/index.js';
const client = createTendero(${JSON.stringify(options)});
tendero = window.tendero = (name, ...args) => client[name](...args);
tendero.version = 1;
</script>`;
}

/** How often the event that was on the wire most often was there. */
export function countCopies({ sent, taken }: Road): number {
  const all = sent.flat();
  return Math.max(...[...taken.keys()].map((id) => all.filter((one) => one.id === id).length));
}

const DIST = new URL('../../../../sdk/dist/', import.meta.url);

/** Starts both on free ports; a page's address is `/run/anything`. */
export async function startRoads(key: string): Promise<Roads> {
  const roads = new Map<string, Road>();
  let target = '';

  const shop = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', shopUrl);
    const options = { key, endpoint: `${url}/${pathname.split('/')[1]}` };
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    // With `?old` as a browser that has no Navigation API.
    const html = `<script>if (${searchParams.has('old')}) delete window.navigation</script>
${searchParams.has('module') ? asModule(url, options) : asScript(url, options)}`;
    response.end(pageHtml(html));
  });

  const way = createServer((request, response) => {
    const [, first = '', ...rest] = (request.url ?? '').split('/');
    const road = roads.get(first);
    const done = road
      ? travel(road, request, `/${rest.join('/')}`, response)
      : fetchScript(first, response);
    // A page that is gone hears no answer.
    done.catch(() => request.socket.destroy());
  });

  async function travel(
    road: Road,
    request: IncomingMessage,
    path: string,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const events = readEvents(path, body);
    road.sent.push(events);
    await pause(road.delayMs);
    if (road.weather === 'silent') return;
    if (road.weather === 'broken') return void request.socket.destroy();
    if (road.weather === 'failing') {
      const { origin = '*' } = request.headers;
      response.writeHead(503, { 'Access-Control-Allow-Origin': origin }).end();
      return;
    }
    const answer = await pass(target + path, request, body);
    if (answer.status === 202) for (const event of events) road.taken.set(event.id, event);
    if (road.answersToLose > 0) {
      road.answersToLose -= 1;
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  const url = await listen(way);
  const shopUrl = await listen(shop);
  return {
    shopUrl,
    open(run) {
      const road: Road = {
        weather: 'fine',
        delayMs: 0,
        answersToLose: 0,
        sent: [],
        taken: new Map(),
      };
      roads.set(run, road);
      return road;
    },
    leadTo(collectorUrl) {
      target = collectorUrl;
    },
    async stop() {
      await Promise.all([close(way), close(shop)]);
    },
  };
}

async function fetchScript(name: string, response: ServerResponse): Promise<void> {
  const script = await readFile(new URL(name, DIST));
  response.writeHead(200, {
    'Content-Type': 'text/javascript',
    'Access-Control-Allow-Origin': '*',
  });
  response.end(script);
}

function readEvents(path: string, body: Buffer): Sent[] {
  const text = String(path.includes('z=gzip') ? gunzipSync(body) : body);
  const { contexts, events }: Envelope = JSON.parse(text);
  return events.map(({ id, type, context }) => {
    const { url: address = '' } = contexts[context]?.page ?? {};
    return { id, type, path: address && new URL(address).pathname };
  });
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function pass(url: string, { method, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const passed = forward(url, { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 502,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    passed.once('error', reject);
    passed.end(body);
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('expected a port');
  return `http://localhost:${address.port}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
