import { connect, type Socket } from 'node:net';
import { BENCH_SITE, drawItem, ITEMS, KNOWN_VISITORS, visitorOf } from './shop.ts';

/** What one load found. */
export interface LoadReport {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
}

// Asks for decisions over kept connections, at a rate (requests a second) or as fast as answers come (0).
const [port, rate, seconds, connections] = process.argv.slice(2).map(Number);
process.send?.(
  await load({
    port: port ?? 0,
    rate: rate ?? 0,
    seconds: seconds ?? 1,
    connections: connections ?? 1,
  }),
);
process.disconnect();

interface Load {
  readonly port: number;
  readonly rate: number;
  readonly seconds: number;
  readonly connections: number;
}

/** Latency counts from the moment when a request was due, so that a slow server can't hide behind a waiting sender. */
async function load({ port, rate, seconds, connections }: Load): Promise<LoadReport> {
  const bodies = Array.from({ length: 2_000 }, makeRequest);
  const latencies: number[] = [];
  const due: number[] = [];
  let failed = 0;
  let next = 0;
  const startedAt = performance.now();
  const end = startedAt + seconds * 1_000;
  const idle: Socket[] = [];
  const open = new Map<Socket, number>();

  const send = (socket: Socket, since: number): void => {
    open.set(socket, since);
    socket.write(bodies[(next += 1) % bodies.length] ?? '');
  };
  const onAnswer = (socket: Socket, isRight: boolean): void => {
    const now = performance.now();
    latencies.push(now - (open.get(socket) ?? now));
    open.delete(socket);
    if (!isRight) failed += 1;
    const waiting = due.shift();
    if (rate === 0 && now < end) send(socket, now);
    else if (waiting !== undefined) send(socket, waiting);
    else idle.push(socket);
  };
  const sockets = await Promise.all(
    Array.from({ length: connections }, () => openSocket(port, onAnswer)),
  );
  if (rate === 0) for (const socket of sockets) send(socket, performance.now());
  else idle.push(...sockets);
  let sent = 0;
  while (performance.now() < end) {
    const now = performance.now();
    for (; rate > 0 && sent < ((now - startedAt) / 1_000) * rate; sent += 1) {
      const at = startedAt + (sent / rate) * 1_000;
      const socket = idle.pop();
      if (socket) send(socket, at);
      else due.push(at);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const took = (performance.now() - startedAt) / 1_000;
  for (const socket of sockets) socket.destroy();
  const sorted = latencies.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Infinity;
  return { perSecond: latencies.length / took, p50Ms: at(0.5), p99Ms: at(0.99), failed };
}

function openSocket(
  port: number,
  onAnswer: (socket: Socket, isRight: boolean) => void,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true);
    socket.once('error', reject);
    let text = '';
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      const headEnd = text.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text.slice(0, headEnd))?.[1]);
      if (text.length < headEnd + 4 + length) return;
      const isRight = text.startsWith('HTTP/1.1 200') && text.includes('"item_id"');
      text = '';
      onAnswer(socket, isRight);
    });
  });
}

/** Half of them of known people; a product page, a cart and a front page in turn. */
function makeRequest(_: unknown, index: number): string {
  const random = Math.random;
  const item = drawItem(random);
  const recent = Array.from({ length: 4 }, (__, step) => `i${(item + step * 3) % ITEMS}`);
  const isKnown = index % 2 === 0;
  const granted = {
    analytics: 'granted',
    personalization: 'granted',
    marketing: 'denied',
    social: 'denied',
  };
  const slots = [
    [{ id: 'product', kind: 'recommendations', strategy: 'related', limit: 6 }],
    [{ id: 'cart', kind: 'recommendations', strategy: 'cross_sell', limit: 6 }],
    [{ id: 'home', kind: 'recommendations', strategy: 'for_you', limit: 6 }],
  ][index % 3];
  const body = JSON.stringify({
    v: 1,
    ...(isKnown && { visitor: visitorOf(Math.floor(random() * KNOWN_VISITORS)) }),
    consent: isKnown ? { states: granted, version: '1', at: Date.now() } : null,
    page: { url: 'https://shop.example/p', ...(index % 3 === 0 && { item: `i${item}` }) },
    cart: index % 3 === 1 ? [`i${item}`, `i${(item + 5) % ITEMS}`] : [],
    recent: isKnown ? recent : [],
    slots,
  });
  return [
    `POST /v1/decide?key=${BENCH_SITE.writeKeys[0]} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Origin: https://shop.example',
    'Content-Type: text/plain;charset=UTF-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
