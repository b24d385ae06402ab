import type { Store } from '../lib/store.ts';

const KEY = 'tendero-retry';

/**
 * Waits after the first, second, … failure. An outage of up to 10 s is over within 5 s of its end;
 * one of 10 minutes costs 8 requests.
 */
const DELAYS_MS = [3_000, 5_000, 5_000, 45_000, 120_000];
const LONGEST_MS = 180_000;

/** The most that a wait is shortened by, so that browsers don't come back all at once. */
const JITTER = 0.15;

/** When to try again; shared by all tabs and surviving reloads. */
export interface Backoff {
  /** How long to wait yet, in ms; 0 where nothing is wrong. */
  readonly waitMs: () => number;
  /** Notes a failure; the collector's own wish (ms) counts where it is longer. */
  readonly fail: (retryAfterMs: number) => void;
  /** Ends the wait, keeping count: something has changed that makes a try worthwhile. */
  readonly hurry: () => void;
  readonly reset: () => void;
}

/** The back-off over the store; `random` yields 0 to 1. */
export function createBackoff(store: Store, clock: () => number, random: () => number): Backoff {
  const read = () => (store.get(KEY) ?? '0.0').split('.').map(Number);
  const waitMs = () => Math.max(0, (read()[1] ?? 0) - clock());
  return {
    waitMs,
    fail(retryAfterMs) {
      // Requests that were in flight together fail together, and count once.
      if (waitMs()) return;
      const failures = read()[0] ?? 0;
      const delay = DELAYS_MS[failures] ?? LONGEST_MS;
      const wait = Math.max(retryAfterMs, delay * (1 - JITTER * random()));
      store.set(KEY, `${failures + 1}.${Math.round(clock() + wait)}`);
    },
    hurry() {
      if (waitMs()) store.set(KEY, `${read()[0]}.0`);
    },
    reset: () => store.remove(KEY),
  };
}
