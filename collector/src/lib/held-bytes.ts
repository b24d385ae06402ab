import { RequestProblem } from './problem.ts';

/** What requests under way hold in memory, so that a disk that hangs or a flood of senders can't fill it. */
export interface HeldBytes {
  /**
   * Adds what arrived.
   * @throws {RequestProblem} 503 when that would be more than may be held.
   */
  hold(bytes: number): void;
  release(bytes: number): void;
}

/** Parsed, a body takes about ten times its size; this bounds that too. */
const MOST_BYTES = 64 * 1_024 * 1_024;

/** Counts for all requests of one server. */
export function createHeldBytes(most = MOST_BYTES): HeldBytes {
  let held = 0;
  return {
    hold(bytes) {
      if (held + bytes > most) throw busy();
      held += bytes;
    },
    release(bytes) {
      held -= bytes;
    },
  };
}

function busy(): RequestProblem {
  return new RequestProblem({
    status: 503,
    code: 'busy',
    detail: 'Too much is under way. Keep the events and send them again.',
    retryAfterS: 2,
  });
}
