import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPlainRequest, UNFINISHED } from '../../../collector/src/lib/plain-request.ts';

const LINES = [
  'POST /v1/events?key=pub_1 HTTP/1.1',
  'Host: collector.example',
  'Origin: https://shop.example',
  "User-Agent: Mozilla/5.0 (X11; Linux x86_64) 'Firefox'/140.0",
  'X-Forwarded-For: 192.0.2.1',
  'Connection: keep-alive',
  'Content-Length: 7',
];
const BODY = '{"v":1}';

function request(lines: readonly string[] = LINES, body = BODY): Buffer {
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}

/** The same request with one line in place of another, or behind all. */
function changed(line: string): Buffer {
  const [name = ''] = line.split(/[: ]/);
  const at = LINES.findIndex((one) => one.startsWith(name));
  return request(at < 0 ? [...LINES, line] : LINES.with(at, line));
}

test('a request as browsers send it is read whole', () => {
  const read = readPlainRequest(request());
  expect(read).toMatchObject({ target: '/v1/events?key=pub_1', body: Buffer.from(BODY) });
  expect(read).toHaveProperty('headers');
  const { headers } = read === UNFINISHED || read === undefined ? { headers: new Map() } : read;
  expect(headers.get('origin')).toBe('https://shop.example');
  expect(headers.get('user-agent')).toBe("Mozilla/5.0 (X11; Linux x86_64) 'Firefox'/140.0");
});

test('each beginning of it may still become one', () => {
  const whole = request();
  for (let end = 1; end < whole.length; end += 1)
    expect(readPlainRequest(whole.subarray(0, end))).toBe(UNFINISHED);
});

test.each([
  'GET /v1/events HTTP/1.1',
  'POST /v1/events HTTP/1.0',
  'POST  /v1/events HTTP/1.1',
  'POST http://x/v1/events HTTP/1.1',
  'POST /v1/events#a HTTP/1.1',
  'POST /v1/événts HTTP/1.1',
  'Transfer-Encoding: chunked',
  'Expect: 100-continue',
  'Upgrade: h2c',
  'Trailer: x',
  'Connection: close',
  'Connection: keep-alive, x-forwarded-for',
  'Proxy-Connection: keep-alive',
  'Content-Length: +7',
  'Content-Length: 7, 7',
  'Content-Length: 0x7',
  'Content-Length: 6',
  'Content-Length: 99999',
  'content-length : 7',
  'X-Empty: ',
  'X-Two:  spaces',
  'X-Behind: space ',
  'X-Tab: a\tb',
  'X-Return: a\rb',
  'X-Line: a\nTransfer-Encoding: chunked',
  'X-Folded: a\r\n b',
  'X-Null: a\0b',
  'X-Beyond: señor',
  'No colon',
  ': no name',
  'Bad(name): a',
])('%j is not plain', (line) => {
  expect(readPlainRequest(changed(line))).toBeUndefined();
});

test.each(LINES.slice(1))('%j twice is not plain, nor is it in other letters', (line) => {
  expect(readPlainRequest(request([...LINES, line]))).toBeUndefined();
  expect(readPlainRequest(request([...LINES, line.toUpperCase()]))).toBeUndefined();
});

test.each(['Host', 'Content-Length'])('without %s it is not plain', (name) => {
  const lines = LINES.filter((line) => !line.startsWith(name));
  expect(readPlainRequest(request(lines))).toBeUndefined();
});

test('more fields than Node is sure to keep are not plain', () => {
  const more = Array.from({ length: 95 }, (_, index) => `X-${index}: y`);
  expect(readPlainRequest(request([...LINES, ...more.slice(1)]))).toBeDefined();
  expect(readPlainRequest(request([...LINES, ...more]))).toBeUndefined();
});

test('what is longer than any plain request is not awaited', () => {
  const long = request([...LINES, `X-Long: ${'x'.repeat(8_192)}`]);
  expect(readPlainRequest(long)).toBeUndefined();
  expect(readPlainRequest(long.subarray(0, 8_100))).toBe(UNFINISHED);
  expect(readPlainRequest(long.subarray(0, 8_192))).toBeUndefined();
});

/** What Node's own server makes of the bytes: the one request, or nothing where it refuses them or finds several. */
async function readByNode(bytes: Buffer) {
  const requests: { incoming: IncomingMessage; body: Promise<Buffer> }[] = [];
  const server = createServer((incoming) => {
    requests.push({ incoming, body: buffer(incoming) });
  });
  let isRefused = false;
  server.on('clientError', () => (isRefused = true));
  const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  server.emit('connection', socket);
  socket.push(bytes);
  // the parser is behind with nothing when this has passed
  await new Promise(setImmediate);
  const [only] = requests;
  const body = only && (only.incoming.complete ? await only.body : undefined);
  socket.destroy();
  if (!socket.closed) await once(socket, 'close');
  if (!only || !body || isRefused || requests.length > 1) return undefined;
  const { method, url, headers } = only.incoming;
  return { method, url, headers, body };
}

const PIECES = [
  ['\r', '\n', '\r\n', '\r\n\r\n', ' ', '\t', ':', ': ', '\0', '\x7f', 'é', ';', '"', '%00'],
  ['Transfer-Encoding: chunked\r\n', 'Content-Length: 0\r\n', 'Host: y\r\n', 'X: y\r\n', '7'],
  ['POST / HTTP/1.1\r\n', 'HTTP/1.1', '\\', '#', '{', '\x80', '-', 'chunked', 'close'],
].flat();

/** Where something is put in place of some bytes. */
const change = fc.record({
  at: fc.nat(request().length),
  drop: fc.nat(3),
  put: fc.oneof(fc.constantFrom(...PIECES), fc.constantFrom('', 'a')),
});

test('what is taken for plain means the same to Node: no header, length or body is read in two ways', async () => {
  let plain = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      let text = request().toString('latin1');
      for (const { at, drop, put } of changes)
        text = text.slice(0, at) + put + text.slice(at + drop);
      const bytes = Buffer.from(text, 'latin1');
      const read = readPlainRequest(bytes);
      if (read === undefined || read === UNFINISHED) return;
      plain += 1;
      expect(await readByNode(bytes)).toEqual({
        method: 'POST',
        url: read.target,
        headers: Object.fromEntries(read.headers),
        body: read.body,
      });
    }),
    { numRuns: 10_000 },
  );
  expect(plain).toBeGreaterThan(500);
});
