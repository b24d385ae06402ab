import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { clientAddress } from '../../../collector/src/lib/client-address.ts';
import { fromAddress } from '../../support/app-around.ts';

const PROXY = '10.0.0.1';
const CDN = '10.0.0.2';

async function addressOf(
  socket: string,
  forwarded: string | undefined,
  trusted: readonly string[],
) {
  const app = new Hono().get('/', (c) => c.text(clientAddress(c, trusted)));
  const headers = forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded };
  return (await app.request('/', { headers }, fromAddress(socket))).text();
}

test.each<[string, string, string | undefined, string[], string]>([
  ['the socket', '192.0.2.1', undefined, [], '192.0.2.1'],
  ['IPv4 on an IPv6 socket, in its own form', '::ffff:192.0.2.1', undefined, [], '192.0.2.1'],
  ['the socket, whatever a stranger claims', '192.0.2.1', '198.51.100.7', [PROXY], '192.0.2.1'],
  ['what a trusted proxy says', PROXY, '198.51.100.7', [PROXY], '198.51.100.7'],
  [
    'the last hop before trusted ones',
    PROXY,
    `203.0.113.9, 198.51.100.7, ${CDN}`,
    [PROXY, CDN],
    '198.51.100.7',
  ],
  ['not the forged first hop', PROXY, '127.0.0.1, 198.51.100.7', [PROXY], '198.51.100.7'],
  ['the proxy, when it says nothing', PROXY, undefined, [PROXY], PROXY],
  ['the proxy, when all hops are trusted', PROXY, CDN, [PROXY, CDN], PROXY],
  ['the proxy, when it says nonsense', PROXY, ' , ', [PROXY], PROXY],
  ['IPv6 in small letters', PROXY, '2001:DB8::1', [PROXY], '2001:db8::1'],
])('is %s', async (_, socket, forwarded, trusted, expected) => {
  expect(await addressOf(socket, forwarded, trusted)).toBe(expected);
});

test('is empty where there is no socket', async () => {
  const app = new Hono().get('/', (c) => c.text(`[${clientAddress(c, [''])}]`));
  expect(await (await app.request('/')).text()).toBe('[]');
});
