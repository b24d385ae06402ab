import type { Store } from '../lib/store.ts';

/** Where all tabs find what is known of the collector. */
const KEY = 'tendero-retry';

/**
 * Waits after the first, second, … failure. After an outage of up to 10 s the next try comes within 3.6 s of its end,
 * which leaves a slow machine time to be back within 5 s; one of 10 minutes costs 7 requests, so that one more in flight
 * at its beginning makes 8.
 */
const DELAYS_MS = [3_400, 3_400, 3_400, 80_000];
const LONGEST_MS = 170_000;

/** The most that a wait is lengthened by, so that browsers don't come back all at once. */
const JITTER = 0.05;

/** How long at most other tabs leave a first try to the tab that has begun it. */
const CLAIM_MS = 30_000;

/** When to try again; shared by all tabs and surviving reloads. */
export interface Backoff {
  /** How long to wait yet, in ms; 0 where nothing is wrong. */
  readonly waitMs: () => number;
  /** How often all tabs together have failed in a row. */
  readonly failures: () => number;
  /** Notes a try, while nothing is wrong: other tabs wait for what becomes of it. */
  readonly claim: () => void;
  /** Notes a failure; the collector's own wish (ms) counts where it is longer. */
  readonly fail: (retryAfterMs: number) => void;
  /** Ends the wait, keeping count: something has changed that makes a try worthwhile. */
  readonly hurry: () => void;
  readonly reset: () => void;
}

/** The back-off over the store; `random` yields 0 to 1. */
export function createBackoff(store: Store, clock: () => number, random: () => number): Backoff {
  let claimed = -1;

  // One number: when to try again (ms), and in the last two digits the failures (the hundredth counts as none).
  const read = () => Number(store.read(KEY)) || 0;
  const failures = () => read() % 100;
  const waitMs = () => (read() === claimed ? 0 : Math.max(0, read() / 100 - clock()));

  function write(untilMs: number, count: number): number {
    const state = Math.round(untilMs) * 100 + count;
    store.write(KEY, `${state}`);
    return state;
  }

  return {
    waitMs,
    failures,
    claim() {
      if (!failures()) claimed = write(clock() + CLAIM_MS, 0);
    },
    fail(retryAfterMs) {
      const count = failures();
      // Requests that were in flight together fail together, and count once.
      if (count && waitMs()) return;
      const delayMs = (DELAYS_MS[count] ?? LONGEST_MS) * (1 + JITTER * random());
      write(clock() + Math.max(retryAfterMs, delayMs), count + 1);
    },
    hurry() {
      if (waitMs()) write(0, failures());
    },
    reset: () => store.remove(KEY),
  };
}
