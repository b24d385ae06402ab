import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeldBytes } from '../lib/held-bytes.ts';
import type { PlainRequest } from '../lib/plain-request.ts';
import { tooLarge } from '../lib/read-body.ts';
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

/**
 * The same handlers as the routes', for requests on Node's own server and for plain ones: the framework's Request, Response
 * and streams would cost as much again as all that is done with the events.
 */
export interface PageListener {
  /** Answers a request that is for one of its handlers; false leaves it to others. */
  listen(incoming: IncomingMessage, outgoing: ServerResponse): boolean;
  /** The answer to a plain one; undefined leaves it to others. */
  answer(request: PlainRequest, socketAddress: string): Promise<PageAnswer> | undefined;
  /** What all requests under way hold. */
  readonly held: HeldBytes;
}

/** One for all requests of a collector. */
export function createPageListener(parts: ListenerParts): PageListener {
  const { held, bodyTimeoutMs = BODY_TIMEOUT_MS } = parts;
  const find = createFinder(parts.handlers);

  async function serve(found: Found, came: Came): Promise<PageAnswer> {
    const mine = { bytes: 0, sender: '' };
    const hold = (bytes: number) => {
      held.hold(bytes, mine.sender);
      mine.bytes += bytes;
    };
    try {
      return await found.handle({
        path: found.path,
        query: (name) => found.query.get(name) ?? undefined,
        header: came.header,
        socketAddress: came.socketAddress,
        readBody({ maxBytes, sender }) {
          mine.sender = sender;
          return came.read(maxBytes, hold);
        },
        hold,
      });
    } finally {
      held.release(mine.bytes, mine.sender);
    }
  }

  async function respond(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    found: Found,
  ): Promise<void> {
    const came: Came = {
      header: (name) => incoming.headers[name]?.toString(),
      socketAddress: incoming.socket.remoteAddress ?? '',
      read: (maxBytes, onPiece) =>
        readIncoming(incoming, { maxBytes, timeoutMs: bodyTimeoutMs, onPiece, onGone }),
    };
    try {
      send(incoming, outgoing, await serve(found, came));
    } catch {
      // only a sender that is gone ends here
      incoming.destroy();
    }
  }

  return {
    held,
    listen(incoming, outgoing) {
      const found = incoming.method === 'POST' ? find(incoming.url ?? '') : undefined;
      if (!found) return false;
      void respond(incoming, outgoing, found);
      return true;
    },
    answer({ target, headers, body }, socketAddress) {
      const found = find(target);
      return (
        found &&
        serve(found, {
          header: (name) => headers.get(name),
          socketAddress,
          async read(maxBytes, onPiece) {
            if (body.length > maxBytes) throw tooLarge(maxBytes);
            onPiece(body.length);
            return body;
          },
        })
      );
    },
  };
}

/** Where a request leads. */
interface Found {
  readonly handle: PageHandler;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** A request, however it came. */
interface Came extends Pick<PageRequest, 'header' | 'socketAddress'> {
  read(maxBytes: number, onPiece: (bytes: number) => void): Promise<Buffer>;
}

/** Takes a target: path and query. */
function createFinder(
  handlers: ReadonlyMap<string, PageHandler>,
): (target: string) => Found | undefined {
  const readQuery = createQueryReader();
  return (target) => {
    const queryAt = target.indexOf('?');
    const path = queryAt < 0 ? target : target.slice(0, queryAt);
    const handle = handlers.get(path);
    return handle && { handle, path, query: readQuery(target.slice(path.length)) };
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
