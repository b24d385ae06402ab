import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { DecideRequest, Decision } from '@tendero/schema';

/** One request that reached `/v1/decide`. */
interface Received {
  method: string;
  contentType: string;
  key: string | null;
  body: DecideRequest | null;
}

/** Plays the shop's server and, under another host name and so another origin, the collector. */
export interface FakeCollector {
  /** Origin of the shop. */
  shop: string;
  /** Origin of the collector. */
  endpoint: string;
  received: Received[];
  /** The page's content security policy. */
  policy: string;
  /** What the shop's page holds. */
  html: string;
  /** Answers a decision, or refuses with a status. */
  answer: (request: DecideRequest) => Decision | number | Promise<Decision>;
  close: () => Promise<void>;
}

const BUNDLE = new URL('../../../../widgets/dist/widgets.js', import.meta.url);

/** No inline code or style, no string turned into HTML but by Lit's templates. */
const STRICT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  'connect-src *',
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const PAGE_STYLE = `
  :root { color-scheme: light dark; }
  body { margin: 24px; background: light-dark(#fbf7f0, #171a1e); color: light-dark(#20242b, #ece7dc); font-family: system-ui; }
  .far { height: 3000px; }
`;

/** Starts on a free port of the loopback interface. */
export async function startFakeCollector(): Promise<FakeCollector> {
  const server = createServer((request, response) => {
    void respond(request, response, fake);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const fake: FakeCollector = {
    shop: `http://127.0.0.1:${port}`,
    endpoint: `http://localhost:${port}`,
    received: [],
    policy: STRICT_POLICY,
    html: '',
    answer: () => 503,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return fake;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  fake: FakeCollector,
): Promise<void> {
  const url = new URL(request.url ?? '/', fake.shop);
  if (url.pathname === '/v1/decide') return decide(request, response, { url, fake });
  if (url.pathname === '/widgets.js')
    return send(response, 'text/javascript', await readFile(BUNDLE));
  if (url.pathname === '/page.css') return send(response, 'text/css', PAGE_STYLE);
  if (url.pathname.endsWith('.svg')) return send(response, 'image/svg+xml', picture(url.pathname));
  response.setHeader('content-security-policy', fake.policy);
  return send(response, 'text/html; charset=utf-8', fake.html);
}

async function decide(
  request: IncomingMessage,
  response: ServerResponse,
  { url, fake }: { url: URL; fake: FakeCollector },
): Promise<void> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  const body: DecideRequest | null = text ? JSON.parse(text) : null;
  fake.received.push({
    method: request.method ?? '',
    contentType: request.headers['content-type'] ?? '',
    key: url.searchParams.get('key'),
    body,
  });
  const answer = body ? await fake.answer(body) : 204;
  response.setHeader('access-control-allow-origin', request.headers.origin ?? '');
  if (typeof answer === 'number') response.writeHead(answer).end();
  else send(response, 'application/json', JSON.stringify(answer));
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.setHeader('content-type', type);
  response.end(body);
}

/** A vase in a colour of its own. */
function picture(path: string): string {
  const hue = Buffer.from(path).reduce((sum, byte) => (sum * 31 + byte) % 360, 7);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><rect width="200" height="200" fill="hsl(${hue} 35% 88%)"/><path d="M80 50h40l-6 28c26 12 32 34 26 58-4 16-16 24-40 24s-36-8-40-24c-6-24 0-46 26-58z" fill="hsl(${hue} 38% 46%)"/></svg>`;
}
