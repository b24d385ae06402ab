import type { IdentifyRequest } from '@tendero/schema';
import { isRetryable, type Post } from '../delivery/transport.ts';
import type { Log } from '../report.ts';

/** Waits between tries, in ms; the shop's next page identifies anew anyway. */
const DELAYS_MS = [2_000, 4_000, 8_000, 16_000, 60_000];

/** Which customer of the shop this is. Lives in memory: every page says it again. */
export interface Customer {
  token(): string | undefined;
  /** The customer number as the page claims it. */
  claimed(): string | undefined;
  claim(customerId: string): void;
  identify(customerToken: string): void;
  /** Tells the collector, where there are a token and a visitor to tie. */
  report(): void;
  forget(): void;
}

/** The customer of one page. */
export function createCustomer(
  post: Post,
  visitorId: () => string | undefined,
  log: Log,
): Customer {
  let token: string | undefined;
  let claimed: string | undefined;

  async function report(tries = 0): Promise<void> {
    const sent = token;
    const visitor = visitorId();
    if (!sent || !visitor) return;
    const request: IdentifyRequest = { v: 1, visitor, customer_token: sent };
    const answer = await post('identify', JSON.stringify(request));
    const delay = DELAYS_MS[tries];
    if (isRetryable(answer) && delay) {
      setTimeout(() => sent === token && void report(tries + 1), delay);
    } else {
      log('identify', answer.status, answer.body);
    }
  }

  return {
    token: () => token,
    claimed: () => claimed,
    claim(customerId) {
      claimed = customerId;
    },
    identify(customerToken) {
      token = customerToken;
      void report();
    },
    report: () => void report(),
    forget() {
      token = undefined;
      claimed = undefined;
    },
  };
}
