import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * The address that a request came from: the socket's, or what trusted proxies say in `X-Forwarded-For`,
 * read from the right until an address that is no trusted proxy. Never stored whole and never logged.
 */
export function clientAddress(c: Context, trustedProxies: readonly string[]): string {
  return addressBehind(trustedProxies, {
    socketAddress: socketAddress(c),
    forwardedFor: c.req.header('X-Forwarded-For'),
  });
}

/** The same for who knows the socket. */
export function addressBehind(
  trustedProxies: readonly string[],
  { socketAddress: said, forwardedFor = '' }: Hop,
): string {
  const socket = normalize(said);
  if (!trustedProxies.includes(socket)) return socket;
  const hops = forwardedFor.split(',').map((hop) => normalize(hop.trim()));
  return hops.findLast((hop) => hop !== '' && !trustedProxies.includes(hop)) ?? socket;
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

/** IPv4 addresses that arrive on an IPv6 socket look like `::ffff:192.0.2.1`. */
function normalize(address: string): string {
  const lower = address.toLowerCase();
  return lower.startsWith(MAPPED) ? lower.slice(MAPPED.length) : lower;
}

const MAPPED = '::ffff:';
