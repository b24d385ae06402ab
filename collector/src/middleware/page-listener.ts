import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeldBytes } from '../lib/held-bytes.ts';
import { readIncoming } from '../lib/read-incoming.ts';
import { type PageAnswer, type PageHandler, type PageRequest, SenderGone } from './page-handler.ts';

/** Longer than any page needs for its 256 KiB; who takes longer holds a place for nobody. */
const BODY_TIMEOUT_MS = 10_000;
/** So long the rest of a refused body is read and thrown away, for its sender reads no answer before it has sent all. */
const LINGER_MS = 2_000;

interface ListenerParts {
  /** By path. */
  readonly handlers: ReadonlyMap<string, PageHandler>;
  readonly held: HeldBytes;
  /** @default 10,000 */
  readonly bodyTimeoutMs?: number;
}

/** Answers a request that is for one of its handlers; false leaves it to others. */
export type PageListener = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

/**
 * The same handlers as the routes', on Node's own server: the framework's Request, Response and streams would cost as
 * much again as all that is done with the events.
 */
export function createPageListener(parts: ListenerParts): PageListener {
  const readQuery = createQueryReader();
  return (incoming, outgoing) => {
    const { method, url = '' } = incoming;
    const queryAt = url.indexOf('?');
    const path = queryAt < 0 ? url : url.slice(0, queryAt);
    const handle = method === 'POST' ? parts.handlers.get(path) : undefined;
    if (!handle) return false;
    const query = readQuery(url.slice(path.length));
    void serve(incoming, outgoing, { parts, handle, path, query });
    return true;
  };
}

const KEPT_QUERIES = 1_000;

/** A shop's pages all send one of two queries, and parsing one costs as much as parsing an event. */
function createQueryReader(): (text: string) => URLSearchParams {
  const known = new Map<string, URLSearchParams>();
  return (text) => {
    const query = known.get(text) ?? new URLSearchParams(text);
    if (known.size >= KEPT_QUERIES) known.clear();
    known.set(text, query);
    return query;
  };
}

interface Serving {
  readonly parts: ListenerParts;
  readonly handle: PageHandler;
  readonly path: string;
  readonly query: URLSearchParams;
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { parts, handle, path, query }: Serving,
): Promise<void> {
  const { held, bodyTimeoutMs = BODY_TIMEOUT_MS } = parts;
  const mine = { bytes: 0, sender: '' };
  const hold = (bytes: number) => {
    held.hold(bytes, mine.sender);
    mine.bytes += bytes;
  };
  const request: PageRequest = {
    path,
    query: (name) => query.get(name) ?? undefined,
    header: (name) => incoming.headers[name]?.toString(),
    socketAddress: incoming.socket.remoteAddress ?? '',
    readBody({ maxBytes, sender }) {
      mine.sender = sender;
      return readIncoming(incoming, { maxBytes, timeoutMs: bodyTimeoutMs, onPiece: hold, onGone });
    },
    hold,
  };
  try {
    send(incoming, outgoing, await handle(request));
  } catch {
    // only a sender that is gone ends here
    incoming.destroy();
  } finally {
    held.release(mine.bytes, mine.sender);
  }
}

function onGone(): Error {
  return new SenderGone();
}

function send(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers, body }: PageAnswer,
): void {
  const isRead = incoming.complete;
  headers['Content-Length'] = String(Buffer.byteLength(body));
  if (!isRead) headers['Connection'] = 'close';
  outgoing.writeHead(status, headers);
  outgoing.end(body);
  if (isRead) return;
  incoming.resume();
  setTimeout(() => incoming.destroy(), LINGER_MS).unref();
}
