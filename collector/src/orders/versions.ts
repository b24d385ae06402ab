import type { Clock } from '../lib/clock.ts';

/** Versions of rows that replace each other, in microseconds UTC: each above all before it of this process. */
export function createVersions(clock: Clock): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock() * 1_000);
    return last;
  };
}
