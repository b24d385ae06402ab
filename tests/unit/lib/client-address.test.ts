import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createAddressList } from '../../../collector/src/lib/address-list.ts';
import { clientAddress, senderOf } from '../../../collector/src/lib/client-address.ts';
import { fromAddress } from '../../support/app-around.ts';

const PROXY = '10.0.0.1';
const CDN = '10.0.0.2';

interface Asked {
  readonly socket: string;
  readonly forwarded?: string;
  readonly trusted?: readonly string[];
}

async function addressOf({ socket, forwarded, trusted = [] }: Asked): Promise<string> {
  const app = new Hono().get('/', (c) => c.text(clientAddress(c, createAddressList(trusted))));
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
  [
    'the proxy, when it says what is no address, and not what may be forged before it',
    { socket: PROXY, forwarded: `203.0.113.9, ${'x'.repeat(14_000)}`, trusted },
    PROXY,
  ],
  [
    'what a proxy of a trusted range says',
    { socket: '10.200.0.5', forwarded: '198.51.100.7', trusted: ['10.0.0.0/8'] },
    '198.51.100.7',
  ],
  [
    'what a proxy on an IPv6 socket says',
    { socket: '::ffff:10.0.0.1', forwarded: '198.51.100.7', trusted },
    '198.51.100.7',
  ],
  ['without its port', { socket: PROXY, forwarded: '203.0.113.7:51234', trusted }, '203.0.113.7'],
  [
    'IPv6 without its port',
    { socket: PROXY, forwarded: '[2001:db8::1]:443', trusted },
    '2001:db8::1',
  ],
  ['IPv6 without brackets', { socket: PROXY, forwarded: '[2001:db8::1]', trusted }, '2001:db8::1'],
  [
    'IPv6 whose last part looks like a port',
    { socket: PROXY, forwarded: '2001:db8::1:443', trusted },
    '2001:db8::1:443',
  ],
  ['IPv6 without its interface', { socket: 'fe80::1%eth0' }, 'fe80::1'],
  ['IPv6 in small letters', { socket: PROXY, forwarded: '2001:DB8::1', trusted }, '2001:db8::1'],
])('is %s', async (_, asked, expected) => {
  expect(await addressOf(asked)).toBe(expected);
});

test('is empty where there is no socket', async () => {
  const app = new Hono().get('/', (c) =>
    c.text(`[${clientAddress(c, createAddressList([PROXY]))}]`),
  );
  expect(await (await app.request('/')).text()).toBe('[]');
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['', ''],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:c000:201', '192.0.2.1'],
  ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0DB8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['1::2:3:4:5:6', '1:0:0:2::/64'],
  ['1::3:4:5:6:7:8', '1:0:3:4::/64'],
])('%s counts for %s', (address, sender) => {
  expect(senderOf(address)).toBe(sender);
});
