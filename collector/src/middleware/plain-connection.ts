import { STATUS_CODES, validateHeaderValue } from 'node:http';
import type { Socket } from 'node:net';
import { readPlainRequest, UNFINISHED } from '../lib/plain-request.ts';
import type { PageAnswer } from './page-handler.ts';
import type { PageListener } from './page-listener.ts';

interface PlainParts {
  readonly pages: PageListener;
  /** A connection on which nothing ever came for so long is closed. */
  readonly headMs: number;
  /** The same behind an answer. */
  readonly idleMs: number;
  /** Takes over a connection, with what came on it and has no answer yet. */
  readonly handOver: (socket: Socket) => void;
}

/** A request that comes in pieces has come by then, or is not plain. */
const PATIENCE_MS = 200;
/** With each of them all are read anew: a request in single bytes would take the thread for itself. */
const MOST_PIECES = 32;
/** Beyond what is promised, so that no request meets a connection that is just being closed. */
const GRACE_MS = 1_000;

/**
 * A connection as long as each request on it is plain, for Node's own server takes longer for one than everything that is
 * done with its events. The first that is not plain is handed over with its connection, for good.
 */
export class PlainConnection {
  readonly #socket: Socket;
  readonly #address: string;
  readonly #parts: PlainParts;
  /** What came and has no answer yet. */
  #pieces: Buffer[] = [];
  /** Bytes that came before the answer to what they follow. */
  #early = 0;
  #patience: NodeJS.Timeout | undefined;
  #isAnswering = false;
  #hasAnswered = false;
  #isEnding = false;

  constructor(socket: Socket, parts: PlainParts) {
    this.#socket = socket;
    this.#address = socket.remoteAddress ?? '';
    this.#parts = parts;
    socket.setTimeout(parts.headMs);
    for (const [event, listener] of this.#listeners) socket.on(event, listener);
  }

  /** Ends it as soon as nothing is under way: behind an answer, and what is just coming is Node's. */
  end(): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    if (this.#isAnswering) return;
    if (this.#hasAnswered && this.#pieces.length === 0) this.#socket.destroySoon();
    else this.#handOver();
  }

  readonly #take = (piece: Buffer): void => {
    // an empty line before a request means nothing (RFC 9112, section 2.2)
    if (this.#pieces.length === 0 && isBlank(piece)) return;
    this.#pieces.push(piece);
    if (this.#isAnswering) this.#wait(piece.length);
    else if (!this.#isEnding) this.#read();
  };

  /** Others have need of the room too. */
  #wait(bytes: number): void {
    this.#socket.pause();
    try {
      this.#parts.pages.held.hold(bytes, this.#address);
      this.#early += bytes;
    } catch {
      this.#socket.destroy();
    }
  }

  #read(): void {
    const bytes = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces);
    const request = bytes && readPlainRequest(bytes);
    if (request === UNFINISHED && this.#pieces.length < MOST_PIECES) {
      this.#patience ??= setTimeout(this.#handOver, PATIENCE_MS);
      return;
    }
    this.#stopWaiting();
    const answer =
      request === UNFINISHED || request === undefined
        ? undefined
        : this.#parts.pages.answer(request, this.#address);
    if (!answer) return this.#handOver();
    this.#pieces = [];
    void this.#answer(answer);
  }

  readonly #stopWaiting = (): void => {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    if (this.#early > 0) this.#parts.pages.held.release(this.#early, this.#address);
    this.#early = 0;
  };

  async #answer(answer: Promise<PageAnswer>): Promise<void> {
    this.#isAnswering = true;
    try {
      this.#send(await answer);
    } catch {
      // handlers answer what goes wrong
      this.#socket.destroy();
    }
    this.#isAnswering = false;
    if (this.#isEnding) this.#socket.destroySoon();
    // sent before this answer was there: Node knows how to keep the order
    else if (this.#pieces.length > 0) this.#handOver();
    else if (!this.#hasAnswered) this.#socket.setTimeout(this.#parts.idleMs + GRACE_MS);
    this.#hasAnswered = true;
  }

  #send(answer: PageAnswer): void {
    const keeping = `keep-alive\r\nKeep-Alive: timeout=${this.#parts.idleMs / 1_000}`;
    const isTaken = this.#socket.write(toText(answer, this.#isEnding ? 'close' : keeping));
    // who does not read its answers is not read either
    if (!isTaken) this.#socket.pause();
  }

  readonly #handOver = (): void => {
    const socket = this.#socket;
    // Node would keep for ever what it knows of a socket that is gone already
    if (socket.destroyed) return;
    this.#stopWaiting();
    for (const [event, listener] of this.#listeners) socket.off(event, listener);
    socket.setTimeout(0);
    socket.pause();
    socket.unshift(Buffer.concat(this.#pieces));
    this.#parts.handOver(socket);
    socket.resume();
  };

  readonly #closeIdle = (): void => {
    if (!this.#isAnswering) this.#socket.destroy();
  };

  /** There will be no more of a request that is not whole. */
  readonly #finish = (): void => {
    this.#isEnding = true;
    this.#stopWaiting();
    this.#pieces = [];
    if (!this.#isAnswering) this.#socket.end();
  };

  readonly #listeners: readonly (readonly [string, (piece: Buffer) => void])[] = [
    ['data', this.#take],
    ['timeout', this.#closeIdle],
    ['drain', () => this.#socket.resume()],
    ['end', this.#finish],
    ['error', () => this.#socket.destroy()],
    ['close', this.#stopWaiting],
  ];
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === RETURN || byte === NEW_LINE);
}

const RETURN = 13;
const NEW_LINE = 10;

function toText({ status, headers, body }: PageAnswer, connection: string): string {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`;
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderValue(name, value);
    head += `${name}: ${value}\r\n`;
  }
  const length = Buffer.byteLength(body);
  return `${head}Content-Length: ${length}\r\nDate: ${httpDate()}\r\nConnection: ${connection}\r\n\r\n${body}`;
}

let lastDate = { second: 0, text: '' };

/** Now, as RFC 9110 has it in section 5.6.7. */
function httpDate(): string {
  const second = Math.floor(Date.now() / 1_000);
  if (second !== lastDate.second) lastDate = { second, text: new Date().toUTCString() };
  return lastDate.text;
}
