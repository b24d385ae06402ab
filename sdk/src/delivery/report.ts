import type { Problem, Receipt } from '@tendero/schema';
import type { Log } from '../chunks.ts';
import type { Entry } from './envelope.ts';
import type { Answer } from './transport.ts';

/** What the collector may say: it took the batch, or refused it whole. */
export type Reply = Partial<Receipt & Problem>;

/** Prints what became of a batch: what arrived, each rejection with its reason, or the refusal. */
export function reportAnswer(
  log: Log,
  { status, body }: Answer<Reply>,
  entries: readonly Entry[],
): void {
  const types = entries.map(([, text]) => /\n.*?"type":"(\w+)/.exec(text)?.[1]);
  if (status !== 202) {
    log('not delivered:', types.join(), status || 'no answer', body?.detail ?? '');
    return;
  }
  const { outcomes, rejected = [] } = body ?? {};
  log('delivered:', types.join(), outcomes);
  for (const { index, code, path, message } of rejected) {
    log('rejected:', types[index], code, path, message);
  }
}
