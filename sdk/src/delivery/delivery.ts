import { withLock } from '../lib/lock.ts';
import type { Backoff } from './backoff.ts';
import { type Entry, packEnvelope } from './envelope.ts';
import { isDecision, type Queue } from './queue.ts';
import type { Reply } from './report.ts';
import { type Answer, KEEPALIVE_CHARS, type Post } from './transport.ts';

/** While another page re-sends the leftovers, this one looks again after so many ms. */
const LOCKED_MS = 1_000;

/** Taken, or refused for good: sending it again would change nothing. */
const SETTLED = [200, 202, 204, 400, 401, 413];

/** This page is refused as a whole: the next one may be allowed. */
const STOPPING = [403, 404];

/** What waits for an acknowledgement: the queue, or more than it. */
export type Backlog = Pick<Queue, 'list' | 'remove'>;

/** What {@link createDelivery} stands on. */
export interface DeliveryParts {
  readonly backlog: Backlog;
  readonly post: Post;
  readonly backoff: Backoff;
  readonly clock: () => number;
  /** Hears of every answer, with the entries that it is about. */
  readonly report: (answer: Answer<Reply>, entries: readonly Entry[]) => void;
}

/** Brings events to the collector. An event leaves the backlog only by an answer that settles it. */
export interface Delivery {
  /** Sends an entry that the queue has just taken, with the next task. */
  readonly send: (entry: Entry) => void;
  /** Sends everything that waits, also what other pages left behind, and ends any back-off. */
  readonly resend: () => void;
  /** Sends at once what was not tried yet: this page may be gone with the next task. */
  readonly leave: () => void;
  /** Forgets what was not tried yet. */
  readonly forget: () => void;
}

/** The delivery of one page. */
export function createDelivery(parts: DeliveryParts): Delivery {
  const { backlog, post, backoff, clock, report } = parts;
  // What was not tried yet is also kept here: shops clear localStorage, at a logout for example.
  const fresh = new Map<string, string>();
  const flying = new Map<string, string>();
  let flyingChars = 0;
  let hasLeftovers = false;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wake(delayMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(tick, delayMs);
  }

  function tick(): void {
    const waitMs = backoff.waitMs();
    if (isStopped) return;
    if (waitMs) wake(waitMs);
    // Events must not overtake the decision that allows them.
    else if ([...flying.keys()].some(isDecision)) wake(LOCKED_MS);
    else if (hasLeftovers || [...fresh.keys()].some(isDecision)) void sendAll();
    else void sendFresh();
  }

  async function sendFresh(): Promise<void> {
    const hasRoom = flyingChars < KEEPALIVE_CHARS;
    if (fresh.size && hasRoom && (await fly([...fresh]))) goOn();
  }

  async function sendAll(): Promise<void> {
    hasLeftovers = false;
    const isMine = await withLock('tendero-send', async () => {
      let isGoing = true;
      while (isGoing) {
        const waiting = backlog.list().filter(([key]) => !flying.has(key));
        isGoing = waiting.length > 0 && (await fly(waiting));
      }
    });
    if (isMine) return goOn();
    hasLeftovers = true;
    wake(LOCKED_MS);
    if (!backlog.list().some(([key]) => isDecision(key))) await sendFresh();
  }

  function goOn(): void {
    if (fresh.size || hasLeftovers) wake(0);
  }

  /** Sends as many of the entries as there is room for; true where going on makes sense. */
  async function fly(entries: readonly Entry[]): Promise<boolean> {
    const { packed, body } = packEnvelope(entries, clock(), KEEPALIVE_CHARS - flyingChars);
    flyingChars += body.length;
    for (const [key, text] of packed) {
      fresh.delete(key);
      flying.set(key, text);
    }
    const answer = await post<Reply>('events', body);
    flyingChars -= body.length;
    for (const [key] of packed) flying.delete(key);
    return settle(answer, packed);
  }

  async function settle(answer: Answer<Reply>, batch: readonly Entry[]): Promise<boolean> {
    const { status, retryAfterMs } = answer;
    const half = batch.length >> 1;
    if (status === 413 && half) {
      // There may be less room by now than there was.
      hasLeftovers = true;
      return (await fly(batch.slice(0, half))) && fly(batch.slice(half));
    }
    report(answer, batch);
    if (SETTLED.includes(status)) {
      backlog.remove(batch.map(([key]) => key));
      backoff.reset();
      return true;
    }
    hasLeftovers = true;
    isStopped ||= STOPPING.includes(status);
    backoff.fail(retryAfterMs);
    wake(0);
    return false;
  }

  return {
    send([key, text]) {
      fresh.set(key, text);
      wake(0);
    },
    resend() {
      hasLeftovers = true;
      backoff.hurry();
      wake(0);
    },
    leave() {
      const decisions = [...flying].filter(([key]) => isDecision(key));
      if (!isStopped && fresh.size) void fly([...decisions, ...fresh]);
    },
    forget: () => fresh.clear(),
  };
}
