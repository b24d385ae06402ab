import type { Config } from '../config.ts';
import type { Clock } from '../lib/clock.ts';
import { RequestProblem } from '../lib/problem.ts';
import { createTokenBuckets, type TokenBuckets } from '../lib/token-buckets.ts';

/** How many requests each key, address and visitor may send; each throws a {@link RequestProblem} 429 beyond. */
export interface RequestLimits {
  /** Of the sender that `senderOf` makes of an address. */
  takeAddress(sender: string): void;
  takeKey(key: string): void;
  takeVisitor(siteId: string, visitorId: string): void;
}

/** For routes that learn the visitor from their body. */
export type VisitorLimit = Pick<RequestLimits, 'takeVisitor'>;

/** The limits of the config, in memory, for this collector alone. */
export function createRequestLimits({
  config: { limits },
  clock,
}: {
  config: Pick<Config, 'limits'>;
  clock: Clock;
}): RequestLimits {
  const addresses = createTokenBuckets({ rate: limits.requestsPerSecondOfAddress, clock });
  const keys = createTokenBuckets({ rate: limits.requestsPerSecondOfKey, clock });
  // by site
  const visitors = new Map<string, TokenBuckets>();
  const visitorsOf = (siteId: string): TokenBuckets => {
    const known = visitors.get(siteId);
    if (known) return known;
    const made = createTokenBuckets({ rate: limits.requestsPerSecondOfVisitor, clock });
    visitors.set(siteId, made);
    return made;
  };
  return {
    // without a socket there is no address, and nobody to tell apart
    takeAddress: (sender) => (sender === '' ? undefined : take(addresses, sender, 'address')),
    takeKey: (key) => take(keys, key, 'key'),
    takeVisitor: (siteId, visitorId) => take(visitorsOf(siteId), visitorId, 'visitor'),
  };
}

function take(buckets: TokenBuckets, name: string, what: string): void {
  const retryAfterS = buckets.take(name);
  if (retryAfterS === 0) return;
  throw new RequestProblem({
    status: 429,
    code: 'too_many_requests',
    detail: `Too many requests of this ${what}. Wait as long as Retry-After says.`,
    retryAfterS,
  });
}
