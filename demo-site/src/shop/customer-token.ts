import { createHmac } from 'node:crypto';

interface CustomerToken {
  readonly customerId: string;
  /** The site's `identityKey`. */
  readonly identityKey: string;
  /** In ms UTC. */
  readonly now: number;
}

const LIFETIME_S = 600;

/** A JWT (RFC 7519, HS256) that tells the collector who is logged in; it lives ten minutes. */
export function signCustomerToken({ customerId, identityKey, now }: CustomerToken): string {
  const issuedAt = Math.floor(now / 1_000);
  const content = [
    { alg: 'HS256', typ: 'JWT' },
    { sub: customerId, iat: issuedAt, exp: issuedAt + LIFETIME_S },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${content}.${createHmac('sha256', identityKey).update(content).digest('base64url')}`;
}
