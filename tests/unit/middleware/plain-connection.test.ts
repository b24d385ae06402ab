import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createHeldBytes } from '../../../collector/src/lib/held-bytes.ts';
import { CollectorServer, listen } from '../../../collector/src/listen.ts';
import type { PageHandler } from '../../../collector/src/middleware/page-handler.ts';
import { createPageListener } from '../../../collector/src/middleware/page-listener.ts';
import { PlainConnection } from '../../../collector/src/middleware/plain-connection.ts';

const PATH = '/v1/events';

/** Answers with what was sent, and with what the test says of a body. */
const echo: PageHandler = async (request) => {
  const body = await request.readBody({ maxBytes: 1_000, sender: '' });
  const headers = { Vary: 'Origin', 'Access-Control-Allow-Origin': request.header('origin') ?? '' };
  return { status: 202, headers, body: `${request.query('key')} ${body.toString()} ñ` };
};

/** A server whose every connection that is no longer plain is counted. */
async function start(handle: PageHandler = echo, held = createHeldBytes()) {
  const server = new CollectorServer({
    app: { fetch: () => new Response('by the app', { status: 404 }) },
    pages: createPageListener({ handlers: new Map([[PATH, handle]]), held }),
  });
  await listen(server, { host: '127.0.0.1', port: 0 });
  const accepted: Socket[] = [];
  server.on('connection', (socket) => void accepted.push(socket));
  let byNode = 0;
  server.on('request', () => (byNode += 1));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = Object(server.address());
  return { server, port, accepted, byNode: () => byNode };
}

/** A connection that keeps what comes on it. */
function open(port: number) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let text = '';
  socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  socket.on('error', () => undefined);
  return {
    socket,
    /** Resolves with all that came when it has that in it so many times. */
    hears: async (part: string, times = 1): Promise<string> => {
      while (text.split(part).length <= times) await once(socket, 'data');
      return text;
    },
    text: () => text,
  };
}

function post(body: string, headers: readonly string[] = []): string {
  const lines = [`POST ${PATH}?key=k HTTP/1.1`, 'Host: x', 'Origin: https://shop.example'];
  return [...lines, ...headers, `Content-Length: ${body.length}`, '', body].join('\r\n');
}

/** Status and headers, without when it was. */
function headOf(answer: string): string[] {
  const [head = ''] = answer.split('\r\n\r\n');
  return head
    .split('\r\n')
    .filter((line) => !line.startsWith('Date: '))
    .toSorted();
}

test('one request after the other is answered on one connection, without Node’s own server', async () => {
  const { port, byNode } = await start();
  const { socket, hears } = open(port);
  for (const body of ['one', 'two', 'three']) {
    socket.write(post(body));
    expect(await hears(`k ${body} ñ`)).toContain('HTTP/1.1 202 Accepted\r\n');
  }
  expect(byNode()).toBe(0);
  socket.destroy();
});

test('the answer has the headers that Node’s own server gives it', async () => {
  const { port, byNode } = await start();
  const plain = open(port);
  plain.socket.write(post('one'));
  const answer = await plain.hears('k one ñ');
  expect(answer).toMatch(/\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n/);
  const other = open(port);
  other.socket.write(post('one', ['X-Two-Spaces:  here']));
  expect(headOf(answer)).toEqual(headOf(await other.hears('k one ñ')));
  expect(byNode()).toBe(1);
  for (const { socket } of [plain, other]) socket.destroy();
});

test.each([
  ['two halves', (text: string) => [text.slice(0, 50), text.slice(50)]],
  ['head and body', (text: string) => text.split(/(?<=\r\n\r\n)/)],
  ['single bytes', (text: string) => text.split('')],
] as const)('a request that comes in %s is answered once', async (_, cut) => {
  const { port } = await start();
  const { socket, hears } = open(port);
  await once(socket, 'connect');
  for (const piece of cut(post('one'))) {
    socket.write(piece);
    await new Promise(setImmediate);
  }
  await hears('k one ñ');
  socket.write(post('two'));
  expect((await hears('k two ñ')).split('202 Accepted')).toHaveLength(3);
  socket.destroy();
});

test('requests sent without waiting for the answers before are answered in order', async () => {
  const { port } = await start();
  const { socket, hears } = open(port);
  const bodies = Array.from({ length: 20 }, (_, index) => `number-${index}-`);
  socket.write(post('first'));
  socket.write(bodies.map((body) => post(body)).join(''));
  await hears('202 Accepted', 21);
  const text = await hears('number-19-');
  const places = ['first', ...bodies].map((body) => text.indexOf(`k ${body} ñ`));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places).not.toContain(-1);
  socket.destroy();
});

test('what comes behind a request that is under way waits for its answer', async () => {
  const answers: (() => void)[] = [];
  const { port, byNode } = await start(async (request) => {
    const body = await request.readBody({ maxBytes: 1_000, sender: '' });
    await new Promise<void>((resolve) => answers.push(resolve));
    return { status: 202, headers: {}, body: body.toString() };
  });
  const { socket, hears, text } = open(port);
  socket.write(post('first'));
  while (answers.length === 0) await new Promise(setImmediate);
  socket.write(post('second'));
  const whole = open(port);
  whole.socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await whole.hears('by the app');
  expect([answers.length, text()]).toEqual([1, '']);
  answers[0]?.();
  await hears('first');
  while (answers.length === 1) await new Promise(setImmediate);
  answers[1]?.();
  expect((await hears('second')).indexOf('first')).toBeGreaterThan(0);
  expect(byNode()).toBe(2);
  for (const one of [socket, whole.socket]) one.destroy();
});

test('a connection that brings something else is Node’s from then on, and loses nothing', async () => {
  const { port, byNode } = await start();
  const { socket, hears } = open(port);
  socket.write(post('one'));
  await hears('k one ñ');
  socket.write('GET /console HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await hears('by the app')).toContain('HTTP/1.1 404 Not Found');
  socket.write(post('two'));
  await hears('k two ñ');
  expect(byNode()).toBe(2);
  socket.destroy();
});

test('a path that is not one of the pages’ is left to the app', async () => {
  const { port } = await start();
  const { socket, hears } = open(port);
  socket.write(post('one').replace(PATH, '/v1/%65vents'));
  expect(await hears('by the app')).toContain('404');
  socket.destroy();
});

test('who half-closes behind a request still gets the answer', async () => {
  const { port } = await start();
  const { socket, hears } = open(port);
  socket.end(post('one'));
  expect(await hears('k one ñ')).toContain('202 Accepted');
  if (!socket.closed) await once(socket, 'close');
});

test('a stop ends idle connections at once, and busy ones behind their answer', async () => {
  let answer: (() => void) | undefined;
  const { server, port } = await start(async (request) => {
    const body = String(await request.readBody({ maxBytes: 1_000, sender: '' }));
    if (body === 'busy') await new Promise<void>((resolve) => (answer = resolve));
    return { status: 202, headers: {}, body: `done: ${body}` };
  });
  const idle = open(port);
  idle.socket.write(post('idle'));
  await idle.hears('done: idle');
  const busy = open(port);
  busy.socket.write(post('busy'));
  while (!answer) await new Promise(setImmediate);
  const stopped = new Promise<unknown>((resolve) => server.close(resolve));
  if (!idle.socket.closed) await once(idle.socket, 'close');
  expect(busy.text()).toBe('');
  answer();
  expect(await busy.hears('done: busy')).toMatch(/202 Accepted[^]*Connection: close\r\n/);
  expect(await stopped).toBeUndefined();
});

test('a stop lets Node finish what is only coming: half a head, a body, and the first byte', async () => {
  const { server, port, accepted } = await start();
  const text = post('one');
  const starts = [20, text.length - 2, 0];
  const coming = starts.map((sent) => ({ sent, ...open(port) }));
  for (const { socket, sent } of coming) socket.write(text.slice(0, sent));
  while (accepted.length < coming.length || accepted.some(isUnread))
    await new Promise(setImmediate);
  const stopped = new Promise<unknown>((resolve) => server.close(resolve));
  for (const { socket, sent } of coming) socket.write(text.slice(sent));
  for (const { hears } of coming) await hears('k one ñ');
  for (const { socket } of coming) socket.destroy();
  expect(await stopped).toBeUndefined();

  function isUnread(socket: Socket): boolean {
    const sent = coming.find((one) => one.socket.localPort === socket.remotePort)?.sent;
    return socket.bytesRead !== sent;
  }
});

test('an empty line between two requests is nothing', async () => {
  const { port, accepted, byNode } = await start();
  const { socket, hears } = open(port);
  socket.write(post('one'));
  await hears('k one ñ');
  socket.write('\r\n');
  while (accepted[0]?.bytesRead !== post('one').length + 2) await new Promise(setImmediate);
  socket.write(post('two'));
  await hears('k two ñ');
  expect(byNode()).toBe(0);
  socket.destroy();
});

test('nothing is kept of a sender that hangs up while its answer is made and more has come', async () => {
  const answers: (() => void)[] = [];
  const { server, port, accepted } = await start(async (request) => {
    await request.readBody({ maxBytes: 1_000, sender: '' });
    await new Promise<void>((resolve) => answers.push(resolve));
    return { status: 202, headers: {}, body: 'late' };
  });
  const { socket } = open(port);
  socket.write(post('one'));
  while (answers.length === 0) await new Promise(setImmediate);
  socket.write('P');
  while (accepted[0]?.bytesRead !== post('one').length + 1) await new Promise(setImmediate);
  socket.resetAndDestroy();
  const [gone] = accepted;
  if (gone?.closed === false) await new Promise((resolve) => gone.once('close', resolve));
  answers[0]?.();
  await new Promise(setImmediate);
  // what a server of Node's knows of its connections
  const known = Object.getOwnPropertySymbols(server)
    .map((symbol) => Object(Reflect.get(server, symbol)))
    .find((one) => typeof one.all === 'function');
  expect(known.all()).toEqual([]);
});

test('who sends ahead of the answers holds a share of the room, and no more', async () => {
  const answers: (() => void)[] = [];
  const held = createHeldBytes(80_000);
  const { port } = await start(async (request) => {
    await request.readBody({ maxBytes: 1_000, sender: '' });
    await new Promise<void>((resolve) => answers.push(resolve));
    return { status: 202, headers: {}, body: 'done' };
  }, held);
  const { socket, text } = open(port);
  socket.write(post('one'));
  while (answers.length === 0) await new Promise(setImmediate);
  socket.write('P'.repeat(20_000));
  if (!socket.closed) await once(socket, 'close');
  expect(text()).toBe('');
  answers[0]?.();
  await new Promise(setImmediate);
  // nothing of it is held any more
  held.hold(10_000, '127.0.0.1');
});

test('a connection on which nothing comes is closed, before its first request and behind an answer', async () => {
  const pages = createPageListener({
    handlers: new Map([[PATH, echo]]),
    held: createHeldBytes(),
  });
  const handOver = () => undefined;
  const server = createServer((socket) => {
    void new PlainConnection(socket, { pages, headMs: 50, idleMs: 100, handOver });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = Object(server.address());
  const silent = open(port);
  if (!silent.socket.closed) await once(silent.socket, 'close');
  const idle = open(port);
  idle.socket.write(post('one'));
  expect(await idle.hears('k one ñ')).toContain('Keep-Alive: timeout=0.1');
  if (!idle.socket.closed) await once(idle.socket, 'close');
});

test('who does not read the answers is not read either', async () => {
  const large = 'x'.repeat(500_000);
  let handled = () => {};
  const { port, accepted } = await start(async (request) => {
    await request.readBody({ maxBytes: 1_000, sender: '' });
    setImmediate(() => handled());
    return { status: 202, headers: {}, body: large };
  });
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.pause();
  let sent = 0;
  const isFull = () => accepted.at(-1)?.isPaused() ?? false;
  while (!isFull() && sent < 100) {
    const done = new Promise<void>((resolve) => (handled = resolve));
    socket.write(post('one'));
    sent += 1;
    await done;
  }
  expect(sent).toBeLessThan(100);
  let bytes = 0;
  socket.on('data', (piece) => (bytes += piece.length));
  socket.resume();
  while (bytes < sent * large.length) await once(socket, 'data');
  socket.write(post('one'));
  while (bytes < (sent + 1) * large.length) await once(socket, 'data');
  socket.destroy();
});
