import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { HeldBytes } from '../lib/held-bytes.ts';
import { readIncoming } from '../lib/read-incoming.ts';
import {
  type EventsAnswer,
  type EventsHandler,
  type EventsRequest,
  SenderGone,
} from './events-handler.ts';

/** Longer than any page needs for its 256 KiB; who takes longer holds a place for nobody. */
const BODY_TIMEOUT_MS = 10_000;
/** So long the rest of a refused body is read and thrown away, for its sender reads no answer before it has sent all. */
const LINGER_MS = 2_000;

interface ListenerParts {
  readonly handle: EventsHandler;
  readonly held: HeldBytes;
  /** @default 10,000 */
  readonly bodyTimeoutMs?: number;
}

/**
 * The same handler as the route's, on Node's own server: the framework's Request, Response and streams would cost
 * as much again as all that is done with the events.
 */
export function createEventsListener(parts: ListenerParts): RequestListener {
  return (incoming, outgoing) => void serve(incoming, outgoing, parts);
}

/** Whether a request is the listener's to answer. */
export function isEventsRequest({ method, url = '' }: IncomingMessage): boolean {
  return method === 'POST' && (url === EVENTS || url.startsWith(`${EVENTS}?`));
}

const EVENTS = '/v1/events';

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { handle, held, bodyTimeoutMs = BODY_TIMEOUT_MS }: ListenerParts,
): Promise<void> {
  let mine = 0;
  const onPiece = (bytes: number) => {
    held.hold(bytes);
    mine += bytes;
  };
  const readBody = (maxBytes: number) =>
    readIncoming(incoming, { maxBytes, timeoutMs: bodyTimeoutMs, onPiece, onGone });
  try {
    answer(incoming, outgoing, await handle(toRequest(incoming, readBody)));
  } catch {
    // only a sender that is gone ends here
    incoming.destroy();
  } finally {
    held.release(mine);
  }
}

function onGone(): Error {
  return new SenderGone();
}

function toRequest(incoming: IncomingMessage, readBody: EventsRequest['readBody']): EventsRequest {
  const { url = '', headers } = incoming;
  const query = new URLSearchParams(url.slice(EVENTS.length + 1));
  return {
    path: EVENTS,
    query: (name) => query.get(name) ?? undefined,
    header: (name) => headers[name]?.toString(),
    socketAddress: incoming.socket.remoteAddress ?? '',
    readBody,
  };
}

function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers, body }: EventsAnswer,
): void {
  const isRead = incoming.complete;
  outgoing.writeHead(status, {
    ...headers,
    'Content-Length': Buffer.byteLength(body),
    ...(isRead ? {} : { Connection: 'close' }),
  });
  outgoing.end(body);
  if (isRead) return;
  incoming.resume();
  setTimeout(() => incoming.destroy(), LINGER_MS).unref();
}
