import { readdirSync, readFileSync, renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../lib/make-folder.ts';
import { writeSafely } from '../lib/write-safely.ts';
import type { Collector, OrderEvent } from './collector.ts';

/** Orders on their way to the collector. One that was put is sent sometime, whatever goes down. */
export interface Outbox {
  /** Returns when the order is on disk. */
  put: (order: OrderEvent) => void;
  /** Sends what waits, oldest first, until something has to wait longer. Says how many remain. */
  flush: () => Promise<number>;
}

interface OutboxOptions {
  readonly directory: string;
  readonly sendOrder: Collector['sendOrder'];
}

/** Opens the outbox; orders that an earlier run left there are still to be sent. */
export function openOutbox({ directory, sendOrder }: OutboxOptions): Outbox {
  makeFolder(directory);
  const waiting = (): string[] =>
    readdirSync(directory)
      .filter((name) => name.endsWith('.json'))
      .sort();
  let running: Promise<number> | undefined;
  const run = async (): Promise<number> => {
    for (const name of waiting()) {
      const path = join(directory, name);
      // One after the other: a collector that comes back shouldn't meet all orders at once.
      const outcome = await sendOrder(JSON.parse(readFileSync(path, 'utf8')));
      if (outcome === 'later') break;
      if (outcome === 'sent') unlinkSync(path);
      else renameSync(path, `${path}.refused`);
    }
    return waiting().length;
  };
  return {
    put: (order) => {
      writeSafely(join(directory, `${order.time}-${order.id}.json`), JSON.stringify(order));
    },
    flush: () => {
      running ??= run().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

/** Flushes every `everyMs`; the function it returns ends that. */
export function keepFlushing(outbox: Outbox, everyMs: number): () => void {
  const timer = setInterval(() => void outbox.flush(), everyMs);
  return () => clearInterval(timer);
}
