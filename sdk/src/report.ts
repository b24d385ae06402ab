import type { Problem, Receipt } from '@tendero/schema';
import type { Entry } from './delivery/envelope.ts';
import type { Answer } from './delivery/transport.ts';

/** Prints to the console. */
export type Log = (...words: unknown[]) => void;

/** Prints what became of a batch: what arrived, each rejection with its reason, or the refusal. */
export function reportAnswer(log: Log, { status, body }: Answer, entries: readonly Entry[]): void {
  const types = entries.map(([, text]) => /\n.*?"type":"(\w+)/.exec(text)?.[1]);
  if (status !== 202) {
    log('not delivered:', types.join(), status || 'no answer', (body as Problem | null)?.detail);
    return;
  }
  const { outcomes, rejected = [] } = (body ?? {}) as Partial<Receipt>;
  log('delivered:', types.join(), outcomes);
  for (const { index, code, path, message } of rejected) {
    log('rejected:', types[index], code, path, message);
  }
}
