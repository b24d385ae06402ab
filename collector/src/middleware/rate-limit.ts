import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Config } from '../config.ts';
import { clientAddress } from '../lib/client-address.ts';
import type { Clock } from '../lib/clock.ts';
import { RequestProblem } from '../lib/problem.ts';

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Bursts that a page or a shop server may make, in seconds' worth of the rate. */
const BURST_S = 10;
/** Buckets in memory; when there are more, the fullest (that is: idle) ones are forgotten. */
const MAX_BUCKETS = 50_000;

/**
 * A token bucket for each client address: 429 with `Retry-After` when it is empty.
 * Without a limit in the config nothing is limited: behind an untrusted proxy all shoppers share one address.
 */
export function rateLimit({ config, clock }: { config: Config; clock: Clock }): MiddlewareHandler {
  const rate = config.limits.requestsPerSecond ?? Number.POSITIVE_INFINITY;
  const buckets = new Map<string, Bucket>();
  return createMiddleware(async (c, next) => {
    if (Number.isFinite(rate)) {
      const waitS = take(buckets, clientAddress(c, config.trustedProxies), { rate, now: clock() });
      if (waitS > 0) throw tooMany(waitS);
    }
    await next();
  });
}

/** Takes one token; returns the seconds to wait when there is none. */
function take(
  buckets: Map<string, Bucket>,
  address: string,
  { rate, now }: { rate: number; now: number },
): number {
  const size = rate * BURST_S;
  const bucket = buckets.get(address) ?? { tokens: size, filledAt: now };
  const elapsedS = Math.max(0, now - bucket.filledAt) / 1_000;
  const tokens = Math.min(size, bucket.tokens + elapsedS * rate);
  if (buckets.size >= MAX_BUCKETS) forgetIdle(buckets, now);
  buckets.set(address, { tokens: Math.max(0, tokens - 1), filledAt: now });
  return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / rate);
}

/** A bucket that was not touched for the length of a burst is full again. */
function forgetIdle(buckets: Map<string, Bucket>, now: number): void {
  for (const [address, bucket] of buckets) {
    if (now - bucket.filledAt > BURST_S * 1_000) buckets.delete(address);
  }
  if (buckets.size >= MAX_BUCKETS) buckets.clear();
}

function tooMany(retryAfterS: number): RequestProblem {
  return new RequestProblem({
    status: 429,
    code: 'too_many_requests',
    detail: 'Too many requests from this address.',
    retryAfterS,
  });
}
