import { WebSocket } from 'ws';
import * as z from 'zod';

/** A session of WebDriver BiDi (https://w3c.github.io/webdriver-bidi/). */
export interface Bidi {
  /** Yields the result of a command; rejects with the browser's words. */
  send(method: string, params: object): Promise<unknown>;
  close(): void;
}

const message = z.object({
  id: z.number().optional(),
  type: z.string().optional(),
  result: z.unknown().optional(),
  message: z.string().optional(),
});

/** Connects to the remote agent of a browser at `ws://…/session` and opens the session. */
export async function connectBidi(url: string): Promise<Bidi> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let count = 0;

  socket.addEventListener('message', ({ data }) => {
    const {
      id = -1,
      type,
      result,
      message: words,
    } = message.parse(JSON.parse(typeof data === 'string' ? data : ''));
    const asked = waiting.get(id);
    waiting.delete(id);
    if (type === 'error') asked?.reject(new Error(words));
    else asked?.resolve(result);
  });

  function send(method: string, params: object): Promise<unknown> {
    const answer = withResolvers<unknown>();
    waiting.set((count += 1), answer);
    socket.send(JSON.stringify({ id: count, method, params }));
    return answer.promise;
  }

  await send('session.new', { capabilities: {} });
  return { send, close: () => socket.close() };
}

interface PromiseWithResolvers<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: Error) => void;
}

/** Node 22 has it. */
function withResolvers<Value>(): PromiseWithResolvers<Value> {
  let resolve: (value: Value) => void = () => {};
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
