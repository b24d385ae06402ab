import { isIP, SocketAddress } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { AddressList } from './address-list.ts';

/**
 * The address that a request came from: the socket's, or what trusted proxies say in `X-Forwarded-For`,
 * read from the right until an address that is no trusted proxy. Never stored whole and never logged.
 */
export function clientAddress(c: Context, trustedProxies: AddressList): string {
  return addressBehind(trustedProxies, {
    socketAddress: socketAddress(c),
    forwardedFor: c.req.header('X-Forwarded-For'),
  });
}

/** The same for who knows the socket. */
export function addressBehind(
  trustedProxies: AddressList,
  { socketAddress: said, forwardedFor = '' }: Hop,
): string {
  const socket = normalize(said);
  if (!trustedProxies.has(socket)) return socket;
  const hops = forwardedFor.split(',').map((hop) => normalize(withoutPort(hop.trim())));
  const client = hops.findLast((hop) => hop !== '' && !trustedProxies.has(hop));
  // what stands before something that is no address may be forged
  return client === undefined || isIP(client) === 0 ? socket : client;
}

/**
 * Whom an address counts for: itself, or of IPv6 the first 64 bits, as `2001:db8:0:1::/64`. That many a line has to itself, and
 * each request could come from another one.
 */
export function senderOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const { address: shortest } = new SocketAddress({ address, family: 'ipv6' });
  if (shortest.startsWith(MAPPED)) return shortest.slice(MAPPED.length);
  const [head = '', tail] = shortest.split('::');
  const before = groupsOf(head);
  const zeros = tail === undefined ? 0 : GROUPS - before.length - groupsOf(tail).length;
  const network = [...before, ...Array.from({ length: zeros }, () => '0'), ...groupsOf(tail ?? '')];
  return `${network.slice(0, GROUPS / 2).join(':')}::/64`;
}

/** Of an IPv6 address. */
const GROUPS = 8;

function groupsOf(part: string): string[] {
  return part === '' ? [] : part.split(':');
}

/** Some proxies name the port too, and a new one with every connection: `192.0.2.1:51234`, `[2001:db8::1]:443`. */
function withoutPort(hop: string): string {
  if (hop.startsWith('[')) return hop.slice(1).replace(/\](?::\d+)?$/, '');
  return hop.includes('.') ? hop.replace(/^([\d.]+):\d+$/, '$1') : hop;
}

interface Hop {
  readonly socketAddress: string;
  /** The `X-Forwarded-For` header. */
  readonly forwardedFor: string | undefined;
}

/** Empty where there is none. */
export function socketAddress(c: Context): string {
  // `app.request()` has no socket
  const hasSocket = typeof c.env === 'object' && c.env !== null && 'incoming' in c.env;
  return hasSocket ? (getConnInfo(c).remote.address ?? '') : '';
}

/** IPv4 addresses that arrive on an IPv6 socket look like `::ffff:192.0.2.1`; `%` and an interface may follow. */
function normalize(address: string): string {
  const interfaceAt = address.indexOf('%');
  const lower = (interfaceAt < 0 ? address : address.slice(0, interfaceAt)).toLowerCase();
  return lower.startsWith(MAPPED) && lower.includes('.') ? lower.slice(MAPPED.length) : lower;
}

const MAPPED = '::ffff:';
