import { on } from '../lib/on.ts';
import type { Delivery } from './delivery.ts';

/** Sends what waits whenever a try is worthwhile, and what is new before the page may go. */
export function observePage({ resend, leave }: Delivery): void {
  on(document, 'visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave();
    else resend();
  });
  on(window, 'pagehide', leave);
  on(window, 'online', resend);
}
