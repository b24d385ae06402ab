import type { Problem, Receipt } from '@tendero/schema';
import type { Log } from '../chunks.ts';
import type { Entry } from './entry.ts';

/** Prints what became of a batch: what arrived, each rejection with its reason, or the refusal. */
export async function reportAnswer(
  log: Log,
  answer: Response | undefined,
  entries: readonly Entry[],
): Promise<void> {
  const body = await answer?.json().then(
    (json: Partial<Receipt & Problem> | null) => json,
    () => null,
  );
  const types = entries.map(([, text]) => /\n.*?"type":"(\w+)/.exec(text)?.[1]);
  if (answer?.status !== 202) {
    log('not delivered:', types.join(), answer?.status ?? 'no answer', body?.detail ?? '');
    return;
  }
  const { outcomes, rejected = [] } = body ?? {};
  log('delivered:', types.join(), outcomes);
  for (const { index, code, path, message } of rejected) {
    log('rejected:', types[index], code, path, message);
  }
}
