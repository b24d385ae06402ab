import { BlockList, isIP, SocketAddress } from 'node:net';
import { createBoundedMap } from './bounded-map.ts';

/** Addresses and ranges of them. */
export interface AddressList {
  /** False for whatever is no address, too. */
  has(address: string): boolean;
}

/** Looking one up costs 5 µs, and the same ones come with every request. */
const KNOWN_ADDRESSES = 10_000;

/**
 * A list of addresses and CIDR ranges, IPv4 or IPv6 in any spelling; an IPv4 address in IPv6 is the same as alone.
 * @throws {TypeError} for an entry that {@link isAddressRange} does not take.
 */
export function createAddressList(entries: readonly string[]): AddressList {
  const list = new BlockList();
  for (const entry of entries) {
    const range = parseRange(entry);
    if (!range) throw new TypeError('an entry is neither an address nor a range');
    list.addSubnet(range.address, range.prefix, range.family);
  }
  const known = createBoundedMap<string, boolean>(KNOWN_ADDRESSES);
  return {
    has(address) {
      if (entries.length === 0) return false;
      const answer = known.get(address);
      if (answer !== undefined) return answer;
      const version = isIP(address);
      if (version === 0) return false;
      const isListed = list.check(address, familyOf(version));
      known.put(address, isListed);
      return isListed;
    },
  };
}

/** Whether it is an address such as `192.0.2.1` or `2001:db8::1`, or a range such as `10.0.0.0/8` or `fd00::/8`. */
export function isAddressRange(text: string): boolean {
  return parseRange(text) !== undefined;
}

interface Range {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  /** How many of the first bits count. */
  readonly prefix: number;
}

const BITS = { ipv4: 32, ipv6: 128 } as const;
const MAPPED = '::ffff:';
const MAPPED_BITS = BITS.ipv6 - BITS.ipv4;

function parseRange(text: string): Range | undefined {
  const [, said = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(said);
  if (version === 0) return undefined;
  const family = familyOf(version);
  const prefix = bits === undefined ? BITS[family] : Number(bits);
  if (prefix > BITS[family]) return undefined;
  const { address } = new SocketAddress({ address: said, family });
  const isMapped = address.startsWith(MAPPED) && prefix >= MAPPED_BITS;
  if (!isMapped) return { address, family, prefix };
  return { address: address.slice(MAPPED.length), family: 'ipv4', prefix: prefix - MAPPED_BITS };
}

function familyOf(version: number): Range['family'] {
  return version === 6 ? 'ipv6' : 'ipv4';
}
