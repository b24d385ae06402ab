import type { Clock } from './clock.ts';

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Limits how often something may happen for each of many names. */
export interface TokenBuckets {
  /** Takes one token of `name`; returns the whole seconds to wait when there is none, else 0. */
  take(name: string): number;
}

/** Bursts that a name may make, in seconds' worth of its rate. */
const BURST_S = 10;

interface BucketOptions {
  /** Tokens that come back each second. */
  readonly rate: number;
  readonly clock: Clock;
  /** Names of one generation; two are kept. @default 50,000 */
  readonly size?: number;
}

/**
 * Holds at most twice `size` buckets: those that were not asked for longest go first, and are full when they come
 * again. Whoever makes up names to push others out has gained nothing that the made-up names don't give anyway.
 */
export function createTokenBuckets({ rate, clock, size = 50_000 }: BucketOptions): TokenBuckets {
  const full = rate * BURST_S;
  let young = new Map<string, Bucket>();
  let old = new Map<string, Bucket>();

  function find(name: string, now: number): Bucket {
    const known = young.get(name);
    if (known) return known;
    const bucket = old.get(name) ?? { tokens: full, filledAt: now };
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(name, bucket);
    return bucket;
  }

  return {
    take(name) {
      const now = clock();
      const bucket = find(name, now);
      // a clock that goes back gives nothing
      const elapsedS = Math.max(0, now - bucket.filledAt) / 1_000;
      const tokens = Math.min(full, bucket.tokens + elapsedS * rate);
      bucket.filledAt = now;
      bucket.tokens = Math.max(0, tokens - 1);
      return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / rate);
    },
  };
}
