import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHeldBytes } from '../../../collector/src/lib/held-bytes.ts';
import { CollectorServer, listen } from '../../../collector/src/listen.ts';
import type { PageHandler } from '../../../collector/src/middleware/page-handler.ts';
import { createPageListener } from '../../../collector/src/middleware/page-listener.ts';
import {
  openTestCollector,
  TEST_ORIGIN,
  TEST_SITE,
  type TestCollector,
} from '../../support/open-test-collector.ts';
import { decisionOf, makeContext, makeEnvelope, makeEvent } from '../../support/wire.ts';

const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let collector: TestCollector;
let server: CollectorServer;
let port: number;

beforeAll(async () => {
  collector = await openTestCollector();
  server = new CollectorServer(collector);
  port = await start(server);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await collector.remove();
});

async function start(one: CollectorServer): Promise<number> {
  await listen(one, { host: '127.0.0.1', port: 0 });
  const address = one.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function send(body: BodyInit, query = ''): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/v1/events?key=${TEST_SITE.writeKeys[0]}${query}`, {
    method: 'POST',
    headers: { Origin: TEST_ORIGIN, 'User-Agent': USER_AGENT },
    body,
  });
}

function head(length: number | 'chunked'): string {
  const framing = length === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`;
  return `POST /v1/events?key=${TEST_SITE.writeKeys[0]} HTTP/1.1\r\nHost: x\r\nOrigin: ${TEST_ORIGIN}\r\nUser-Agent: ${USER_AGENT}\r\n${framing}\r\n\r\n`;
}

/** Resolves with all that came when the other side has closed. */
async function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => undefined);
  await once(socket, 'close');
  return text;
}

/** A whole, good request of somebody else. */
async function neighbour(): Promise<unknown> {
  const context = makeContext();
  const envelope = makeEnvelope([context], [decisionOf(context), makeEvent()]);
  return (await send(JSON.stringify(envelope))).json();
}

const SERVED = { outcomes: { stored: 2, rejected: 0 } };

test('events by the socket have the same answer and headers as by the app', async () => {
  const context = makeContext();
  const envelope = JSON.stringify(makeEnvelope([context], [decisionOf(context), makeEvent()]));
  const answer = await send(new Uint8Array(gzipSync(envelope)), '&z=gzip');
  expect(answer.status).toBe(202);
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(TEST_ORIGIN);
  expect(answer.headers.get('Vary')).toContain('Origin');
  expect(answer.headers.get('Content-Type')).toBe('application/json');
  expect(await answer.json()).toMatchObject(SERVED);
});

interface Bad {
  readonly body: BodyInit;
  readonly query?: string;
  readonly status: number;
  readonly code: string;
}

const BOMB = new Uint8Array(gzipSync(Buffer.alloc(200_000_000)));
const BRACKETS = `{"v":1,"sentAt":1,"contexts":[],"events":${'['.repeat(100_000)}`;

test.each<[string, Bad]>([
  ['10 MB', { body: 'x'.repeat(10_000_000), status: 413, code: 'too_large' }],
  ['a gzip bomb', { body: BOMB, query: '&z=gzip', status: 413, code: 'too_large' }],
  ['no JSON', { body: '{"v":1', status: 400, code: 'not_json' }],
  ['JSON of another kind', { body: '[1,2]', status: 400, code: 'bad_envelope' }],
  ['an unknown version', { body: '{"v":2}', status: 400, code: 'bad_envelope' }],
  ['nothing', { body: '', status: 400, code: 'not_json' }],
  ['no text', { body: new Uint8Array([0x7b, 0xff]), status: 400, code: 'not_utf8' }],
  ['brackets without end', { body: BRACKETS, status: 400, code: 'not_json' }],
])(
  '%s gets a clear answer that a page can read, and costs no neighbour',
  async (_, { body, query = '', status, code }) => {
    const before = process.memoryUsage().rss;
    const [answer, other] = await Promise.all([send(body, query), neighbour()]);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(TEST_ORIGIN);
    expect(await answer.json()).toMatchObject({ status, code });
    expect(other).toMatchObject(SERVED);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  },
);

test('a body that comes in single bytes is taken when it is whole', async () => {
  const context = makeContext();
  const body = JSON.stringify(makeEnvelope([context], [decisionOf(context)]));
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  socket.write(head(Buffer.byteLength(body)));
  for (const byte of body) {
    socket.write(byte);
    await new Promise(setImmediate);
  }
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toContain('202 Accepted');
  socket.destroy();
});

test('a body that stops coming is answered 408 and let go; others are served meanwhile', async () => {
  const held = createHeldBytes();
  const handle: PageHandler = async (request) => {
    try {
      await request.readBody({ maxBytes: 1_000, sender: '' });
      return { status: 202, headers: {}, body: '{}' };
    } catch (error) {
      return { status: Number(Reflect.get(Object(error), 'status')), headers: {}, body: '{}' };
    }
  };
  const impatient = new CollectorServer({
    app: collector.app,
    pages: createPageListener({
      handlers: new Map([['/v1/events', handle]]),
      held,
      bodyTimeoutMs: 200,
    }),
  });
  const slowPort = await start(impatient);
  const socket = connect(slowPort, '127.0.0.1');
  socket.write(`${head(500)}{"v":`);
  const answer = readAll(socket);
  expect(await neighbour()).toMatchObject(SERVED);
  expect(await answer).toMatch(/^HTTP\/1\.1 408 [^]*Connection: close/i);
  impatient.closeAllConnections();
  impatient.close();
});

test('senders that hang up in the middle leave no line, no error and no memory behind', async () => {
  const context = makeContext();
  const body = JSON.stringify(makeEnvelope([context], [decisionOf(context)]));
  for (let round = 0; round < 50; round += 1) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(head(body.length) + body.slice(0, 1 + ((round * 7) % (body.length - 2))));
    await once(socket, 'ready');
    await new Promise(setImmediate);
    if (round % 2 === 0) socket.resetAndDestroy();
    else socket.end();
  }
  expect(await neighbour()).toMatchObject(SERVED);
  // had one of them counted, the decision would be known
  const answer = await send(JSON.stringify(makeEnvelope([context], [makeEvent()])));
  expect(await answer.json()).toMatchObject({ outcomes: { no_consent: 1 } });
  expect(collector.log()).not.toContain('"level":50');
});

test.each(['/v1/%65vents', '/v1/./events', '/v1/%64ecide', `http://x/v1/events`])(
  'POST %s is no way round: 404 before the body is there, and nothing counts or is called a fault',
  async (path) => {
    const context = makeContext();
    const body = JSON.stringify(makeEnvelope([context], [decisionOf(context), makeEvent()]));
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    const start = head(body.length).replace('/v1/events', path);
    socket.write(start + body.slice(0, 20));
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 404 [^]*no_such_route/);
    socket.resetAndDestroy();
    expect(await neighbour()).toMatchObject(SERVED);

    const whole = connect(port, '127.0.0.1');
    whole.write(start + body);
    expect(String((await once(whole, 'data'))[0])).toMatch(/^HTTP\/1\.1 404 /);
    whole.destroy();
    const known = await send(JSON.stringify(makeEnvelope([context], [makeEvent()])));
    expect(await known.json()).toMatchObject({ outcomes: { no_consent: 1 } });
    expect(collector.log()).not.toContain('"level":50');
  },
);

test('100 connections that say nothing keep nobody out', async () => {
  const idle = Array.from({ length: 100 }, () => connect(port, '127.0.0.1'));
  await Promise.all(idle.map((socket) => once(socket, 'connect')));
  for (const socket of idle.slice(0, 50)) socket.write('POST /v1/events HTTP/1.1\r\nHost: ');
  expect(await neighbour()).toMatchObject(SERVED);
  for (const socket of idle) socket.destroy();
});

test('a body without a length is stopped at the limit', async () => {
  const socket = connect(port, '127.0.0.1');
  const answer = readAll(socket);
  socket.write(head('chunked'));
  const piece = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
  for (let sent = 0; sent < 20 && socket.writable; sent += 1) {
    socket.write(piece);
    await new Promise(setImmediate);
  }
  socket.end('0\r\n\r\n');
  expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(await neighbour()).toMatchObject(SERVED);
});
