import { RequestProblem } from './problem.ts';

/** What requests under way hold in memory, so that a disk that hangs or a flood of senders can't fill it. */
export interface HeldBytes {
  /**
   * Adds what arrived of a sender.
   * @throws {RequestProblem} 503 when that would be more than may be held of it, or of all.
   */
  hold(bytes: number, sender: string): void;
  release(bytes: number, sender: string): void;
}

/** Parsed, a body takes about ten times its size; this bounds that too. */
const MOST_BYTES = 64 * 1_024 * 1_024;

/** Of the room, for one sender: with 256 bodies that stop before their end one could keep all others out. */
const SHARE_OF_ONE = 1 / 8;

/** Counts for all requests of one server. */
export function createHeldBytes(most = MOST_BYTES): HeldBytes {
  const mostOfOne = most * SHARE_OF_ONE;
  const bySender = new Map<string, number>();
  let held = 0;
  return {
    hold(bytes, sender) {
      const theirs = (bySender.get(sender) ?? 0) + bytes;
      if (held + bytes > most || theirs > mostOfOne) throw busy();
      held += bytes;
      bySender.set(sender, theirs);
    },
    release(bytes, sender) {
      held -= bytes;
      const theirs = (bySender.get(sender) ?? 0) - bytes;
      if (theirs > 0) bySender.set(sender, theirs);
      else bySender.delete(sender);
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
