import type { Clock } from '../../lib/clock.ts';

/** Counts attempts by name and says when the next one may come. */
export interface Throttle {
  /** Counts an attempt under every name. Returns 0 when it may go on, else the ms until it may. */
  attempt(names: readonly string[]): number;
  /** Forgets the attempts under these names, after a success. */
  forgive(names: readonly string[]): void;
}

/** Names beyond this are forgotten, the oldest first, so that made-up names can't fill the memory. */
const MAX_NAMES = 10_000;

/** At most `max` attempts a name in any `windowMs`. */
export function createThrottle({
  clock,
  max,
  windowMs,
}: {
  clock: Clock;
  max: number;
  windowMs: number;
}): Throttle {
  const attempts = new Map<string, number[]>();

  function recent(name: string, now: number): number[] {
    return (attempts.get(name) ?? []).filter((at) => at > now - windowMs);
  }

  return {
    attempt(names) {
      const now = clock();
      const waits = names.map((name) => {
        const [oldest, ...others] = recent(name, now).slice(-max);
        return oldest !== undefined && others.length + 1 >= max ? oldest + windowMs - now : 0;
      });
      const waitMs = Math.max(0, ...waits);
      if (waitMs > 0) return waitMs;
      for (const name of names) remember(attempts, name, [...recent(name, now), now]);
      return 0;
    },
    forgive(names) {
      for (const name of names) attempts.delete(name);
    },
  };
}

function remember(attempts: Map<string, number[]>, name: string, times: number[]): void {
  attempts.delete(name);
  attempts.set(name, times);
  const oldest = attempts.keys().next();
  if (attempts.size > MAX_NAMES && !oldest.done) attempts.delete(oldest.value);
}
