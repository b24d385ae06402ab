import type { Delivery } from './delivery.ts';

/** Sends what waits whenever a try is worthwhile, and what is new before the page may go. */
export function observePage({ resend, leave }: Delivery): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave();
    else resend();
  });
  addEventListener('pagehide', leave);
  addEventListener('online', resend);
}
