import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { clientAddress } from '../../../collector/src/lib/client-address.ts';
import { fromAddress } from '../../support/app-around.ts';

const PROXY = '10.0.0.1';
const CDN = '10.0.0.2';

interface Asked {
  readonly socket: string;
  readonly forwarded?: string;
  readonly trusted?: readonly string[];
}

async function addressOf({ socket, forwarded, trusted = [] }: Asked): Promise<string> {
  const app = new Hono().get('/', (c) => c.text(clientAddress(c, trusted)));
  const headers = forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded };
  return (await app.request('/', { headers }, fromAddress(socket))).text();
}

const trusted = [PROXY];

test.each<[string, Asked, string]>([
  ['the socket', { socket: '192.0.2.1' }, '192.0.2.1'],
  ['IPv4 on an IPv6 socket, in its own form', { socket: '::ffff:192.0.2.1' }, '192.0.2.1'],
  [
    'the socket, whatever a stranger claims',
    { socket: '192.0.2.1', forwarded: '198.51.100.7', trusted },
    '192.0.2.1',
  ],
  [
    'what a trusted proxy says',
    { socket: PROXY, forwarded: '198.51.100.7', trusted },
    '198.51.100.7',
  ],
  [
    'the last hop before trusted ones',
    { socket: PROXY, forwarded: `203.0.113.9, 198.51.100.7, ${CDN}`, trusted: [PROXY, CDN] },
    '198.51.100.7',
  ],
  [
    'not the forged first hop',
    { socket: PROXY, forwarded: '127.0.0.1, 198.51.100.7', trusted },
    '198.51.100.7',
  ],
  ['the proxy, when it says nothing', { socket: PROXY, trusted }, PROXY],
  [
    'the proxy, when all hops are trusted',
    { socket: PROXY, forwarded: CDN, trusted: [PROXY, CDN] },
    PROXY,
  ],
  ['the proxy, when it says nonsense', { socket: PROXY, forwarded: ' , ', trusted }, PROXY],
  ['IPv6 in small letters', { socket: PROXY, forwarded: '2001:DB8::1', trusted }, '2001:db8::1'],
])('is %s', async (_, asked, expected) => {
  expect(await addressOf(asked)).toBe(expected);
});

test('is empty where there is no socket', async () => {
  const app = new Hono().get('/', (c) => c.text(`[${clientAddress(c, [''])}]`));
  expect(await (await app.request('/')).text()).toBe('[]');
});
