import { setTimeout as wait } from 'node:timers/promises';
import type { WirePair } from './to-wire.ts';

/** The collector's public doors, as a browser and as the shop's server use them. */
export interface Sender {
  postEvents(pairs: readonly WirePair[], userAgent: string): Promise<void>;
  postIdentity(visitorId: string, customerToken: string): Promise<void>;
  postOrders(events: readonly object[]): Promise<void>;
}

interface SenderOptions {
  readonly collectorUrl: string;
  readonly writeKey: string;
  readonly secretKey: string;
  readonly origin: string;
  /** Once aborted, each request rejects, also one that is on its way. */
  readonly signal: AbortSignal;
}

const TRIES = 5;
const WAIT_S = 1;

/**
 * Sends one request after the other; waits as long as the collector asks for, a few times. A request without an answer
 * is sent again too: ids make it count once.
 */
export function createSender(options: SenderOptions): Sender {
  const { collectorUrl, writeKey, secretKey, origin, signal } = options;
  const send = (path: string, body: object, headers: Record<string, string>) =>
    post(`${collectorUrl}${path}`, { body: JSON.stringify(body), headers, signal });
  const asBrowser = (path: string, body: object, userAgent = 'Mozilla/5.0') =>
    send(`${path}?key=${writeKey}`, body, { Origin: origin, 'User-Agent': userAgent });
  return {
    postEvents(pairs, userAgent) {
      const contexts = pairs.map(({ context }) => context);
      const events = pairs.map(({ event }, index) => ({ ...event, context: index }));
      return asBrowser('/v1/events', { v: 1, sentAt: Date.now(), contexts, events }, userAgent);
    },
    postIdentity: (visitor, customer_token) =>
      asBrowser('/v1/identify', { v: 1, visitor, customer_token }),
    postOrders: (events) =>
      send('/v1/server/events', { v: 1, events }, { Authorization: `Bearer ${secretKey}` }),
  };
}

interface Message {
  readonly body: string;
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
}

async function post(url: string, { body, headers, signal }: Message): Promise<void> {
  let answer: Response | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    answer = await ask(url, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain', ...headers },
      body,
      signal,
    });
    if (answer?.ok) return;
    if (answer && answer.status !== 429 && answer.status !== 503) break;
    const seconds = Number(answer?.headers.get('Retry-After') ?? WAIT_S);
    await wait(1_000 * seconds, undefined, { signal });
  }
  const { pathname } = new URL(url);
  if (!answer) throw new Error(`The collector gave no answer to ${pathname}.`);
  throw new Error(
    `The collector refused ${pathname} with ${answer.status}: ${await answer.text()}`,
  );
}

/** Undefined where no answer came. */
async function ask(url: string, request: RequestInit & Pick<Message, 'signal'>) {
  try {
    return await fetch(url, request);
  } catch {
    request.signal.throwIfAborted();
    return undefined;
  }
}
