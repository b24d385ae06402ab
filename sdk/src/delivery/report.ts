import type { Problem, Receipt } from '@tendero/schema';
import type { Log } from '../chunks.ts';
import { attempt } from '../lib/attempt.ts';
import type { Entry, LooseEvent } from './entry.ts';

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
  const types = entries.map(([, text]) => readType(text));
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

/** The type of the event in an entry's second line; its items and properties may have one of their own. */
function readType(text: string): string | undefined {
  return attempt((): LooseEvent => JSON.parse(text.split('\n')[1] ?? ''))?.type;
}
