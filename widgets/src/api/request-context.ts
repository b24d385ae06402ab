import type { PageContext } from '@tendero/schema';
import { TenderoRequestEvent } from '../events/request-event.ts';
import { onPageEvent } from '../internal/on-page-event.ts';

/** How long a widget waits for the SDK before it goes on without a person. */
const CONTEXT_WAIT_MS = 300;

/**
 * Asks the SDK for this page view's facts; asks again when the SDK starts meanwhile.
 * Null when nobody answers in time.
 */
export function requestContext(
  page: Document,
  waitMs: number = CONTEXT_WAIT_MS,
): Promise<PageContext | null> {
  return new Promise((resolve) => {
    const finish = (context: PageContext | null) => {
      clearTimeout(timer);
      stop();
      resolve(context);
    };
    const ask = () => page.dispatchEvent(new TenderoRequestEvent(finish));
    const timer = setTimeout(() => finish(null), waitMs);
    const stop = onPageEvent(page, 'tendero-ready', ask);
    ask();
  });
}
