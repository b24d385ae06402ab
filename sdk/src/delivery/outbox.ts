import type { Context } from '@tendero/schema';
import { createBacklog } from '../consent/withdrawal.ts';
import type { Keeping } from '../keeping.ts';
import type { Load, Log } from '../chunks.ts';
import { createBackoff } from './backoff.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import type { LooseEvent } from './envelope.ts';
import { createQueue } from './queue.ts';
import type { Post } from './transport.ts';

/** Where accepted events go. */
export interface Outbox extends Delivery {
  /** Keeps an event, synchronously, and sends it with the next task. */
  readonly accept: (event: LooseEvent, context: Context) => void;
}

/** What {@link createOutbox} stands on. */
export interface OutboxParts {
  readonly keeping: Keeping;
  readonly post: Post;
  readonly clock: () => number;
  readonly load: Load;
  readonly isDebug: boolean;
  readonly log: Log;
}

/** Queue, back-off and delivery of one page, put together. */
export function createOutbox(parts: OutboxParts): Outbox {
  const { post, clock, load, isDebug, log } = parts;
  const { gate, store } = parts.keeping;
  const queue = createQueue(store, clock, (reason, text) => log('dropped:', reason, text));
  const delivery = createDelivery({
    backlog: createBacklog(gate, queue),
    post,
    backoff: createBackoff(store, clock, Math.random),
    clock,
    report(answer, entries) {
      if (!isDebug) return;
      load('report').then(({ reportAnswer }) => reportAnswer(log, answer, entries), log);
    },
  });
  return {
    ...delivery,
    accept: (event, context) => delivery.send(queue.add(event, context)),
  };
}
