import { on } from '../lib/on.ts';
import { withLock } from '../lib/lock.ts';
import { print } from '../lib/safely.ts';
import type { Backoff } from './backoff.ts';
import { type Entry, isDecision } from './entry.ts';
import { packEnvelope } from './envelope.ts';
import type { Queue } from './queue.ts';
import { KEEPALIVE_CHARS, type Post, zip } from './transport.ts';

/** Where another page is re-sending the leftovers, this one looks again after so many ms. */
const LOCKED_MS = 1_000;

/** From so many characters on gzip saves more than the moment costs that it takes. */
const ZIP_CHARS = 4_000;

/** Refused for good: sending it again would change nothing. */
const REFUSALS = [400, 401, 413];

/** This page is refused as a whole: the next one may be allowed. */
const STOPPING = [403, 404];

/** More tries than these without any answer on this page while online: something blocks them. */
const MOST_BLOCKED = 2;

/** What {@link createDelivery} stands on. */
export interface DeliveryParts {
  readonly queue: Queue;
  readonly post: Post;
  readonly backoff: Backoff;
  readonly clock: () => number;
  /** Hears of every answer, with the entries that it is about. */
  readonly report: (answer: Response | undefined, entries: readonly Entry[]) => void;
}

/** Brings events to the collector. An event leaves the queue only by an answer that settles it. */
export interface Delivery {
  /** Sends an entry that the queue has just taken, with the next task; without a key all that waits. */
  readonly send: (key?: string) => void;
  /** Sends everything that waits, also what other pages left behind, and ends any back-off. */
  readonly resend: () => void;
  /** Looks again whether it is time to send: another tab knows more. */
  readonly wake: () => void;
  /** Observes when a try is worthwhile, and when this page may be gone with the next task. */
  readonly listen: () => void;
}

/** The delivery of one page. */
export function createDelivery(parts: DeliveryParts): Delivery {
  const { queue, post, backoff, clock, report } = parts;
  /** What this page has not tried to send yet. */
  const fresh = new Set<string>();
  const flying = new Set<string>();
  let flyingChars = 0;
  let maxChars = KEEPALIVE_CHARS;
  let hasLeftovers = false;
  let isStopped = false;
  let blocked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSoon = false;

  function wake(delayMs = 0): void {
    if (isSoon) return;
    isSoon = !delayMs;
    clearTimeout(timer);
    timer = setTimeout(tick, delayMs % 1e9);
  }

  function tick(): void {
    isSoon = false;
    const waitMs = backoff.waitMs();
    // Events must not overtake the decision that allows them.
    if (isStopped || [...flying].some(isDecision)) return;
    if (waitMs) wake(waitMs);
    // Not into the page, whatever others have made of its storage.
    else (hasLeftovers || backoff.failures() ? sendAll() : fly(fresh)).catch(print);
  }

  /** One page at a time sends what others left behind, and finds out whether an outage is over. */
  async function sendAll(): Promise<void> {
    await withLock('tendero-send', async () => {
      // Another page may have failed while this one waited for the lock.
      while (!backoff.waitMs() && (await fly()));
    });
    if (hasLeftovers) wake(LOCKED_MS);
  }

  /** Sends what waits of these keys, or all, as far as there is room; true where going on makes sense. */
  async function fly(wanted?: Iterable<string>, isLeaving = false): Promise<boolean> {
    if (!wanted) hasLeftovers = false;
    const waiting = queue.list(wanted).filter(([key]) => isLeaving || !flying.has(key));
    // Crumbs of room would be filled with bodies too small for gzip.
    const isFull = flyingChars > maxChars >> 1 && !isLeaving;
    hasLeftovers ||= isFull;
    if (!waiting[0] || isFull) return false;
    const { packed, body } = packEnvelope(waiting, clock(), maxChars - flyingChars);
    const keys = packed.map(([key]) => key);
    flyingChars += body.length;
    for (const key of keys) flying.add(key);
    if (!isLeaving) backoff.claim();
    const sent = isLeaving || body.length < ZIP_CHARS ? body : await zip(body);
    for (const key of keys) fresh.delete(key);
    const answer = await post('events', sent, isLeaving);
    flyingChars -= body.length;
    for (const key of keys) flying.delete(key);
    report(answer, packed);
    const isSettled = land(answer, keys, body.length);
    if (fresh.size || hasLeftovers) wake();
    return isSettled;
  }

  /** Acts on the answer; true where going on makes sense. */
  function land(answer: Response | undefined, keys: string[], chars: number): boolean {
    const status = answer?.status ?? 0;
    const isRefused = REFUSALS.includes(status);
    if (status) blocked = -Infinity;
    if (status === 413 && keys[1]) maxChars = chars >> 1;
    else if (isRefused || answer?.ok) {
      queue.remove(keys, isRefused && `${status}`);
      backoff.reset();
      return true;
    } else {
      isStopped ||= STOPPING.includes(status) || (navigator.onLine && ++blocked > MOST_BLOCKED);
      backoff.fail(Number(answer?.headers.get('retry-after')) * 1_000 || 0);
    }
    hasLeftovers = true;
    return status === 413;
  }

  function leave(): void {
    if (!isStopped) void fly(fresh, true);
  }

  function send(key?: string): void {
    if (key) fresh.add(key);
    else hasLeftovers = true;
    wake();
  }

  function resend(): void {
    // One try more where something blocked them; what the collector refused stays refused.
    if (blocked > 0) isStopped = false;
    backoff.hurry();
    send();
  }

  return {
    send,
    resend,
    wake,
    listen() {
      on(document, 'visibilitychange', () =>
        document.visibilityState === 'hidden' ? leave() : resend(),
      );
      on(window, 'pagehide', leave);
      on(window, 'online', resend);
    },
  };
}
