import type { IncomingMessage } from 'node:http';
import { RequestProblem } from './problem.ts';
import { tooLarge } from './read-body.ts';
import { createNextTurn } from './turns.ts';

interface ReadLimits {
  readonly maxBytes: number;
  /** A body that is not whole by then is given up. */
  readonly timeoutMs: number;
  /** Told of each piece; what it throws ends the reading. */
  readonly onPiece: (bytes: number) => void;
  /** What a sender that hung up is answered with. */
  readonly onGone: () => Error;
}

const nextTurn = createNextTurn();

/**
 * Reads a body from the socket. After a refusal nothing more is kept of it.
 * @throws {RequestProblem} 413 above `maxBytes`, 408 when it takes too long, and what `onPiece` throws.
 */
export function readIncoming(incoming: IncomingMessage, limits: ReadLimits): Promise<Buffer> {
  const { maxBytes, timeoutMs, onPiece, onGone } = limits;
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    // nearly all bodies come with their heads
    void nextTurn().then(() => {
      if (!isOver) timer = setTimeout(() => stop(tooSlow()), timeoutMs);
    });
    const stop = (reason: unknown) => {
      isOver = true;
      clearTimeout(timer);
      incoming.off('data', take);
      reject(reason);
    };
    const take = (piece: Buffer) => {
      length += piece.length;
      if (length > maxBytes) return stop(tooLarge(maxBytes));
      try {
        onPiece(piece.length);
      } catch (error) {
        return stop(error);
      }
      pieces.push(piece);
    };
    if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return stop(tooLarge(maxBytes));
    incoming.on('data', take);
    incoming.once('end', () => {
      isOver = true;
      clearTimeout(timer);
      const [only] = pieces;
      resolve(pieces.length === 1 && only ? only : Buffer.concat(pieces));
    });
    incoming.once('error', () => stop(onGone()));
  });
}

function tooSlow(): RequestProblem {
  return new RequestProblem({
    status: 408,
    code: 'too_slow',
    detail: 'The body did not arrive in time. Send it again.',
    retryAfterS: 1,
  });
}
