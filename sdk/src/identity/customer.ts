import type { Load } from '../chunks.ts';
import type { ProofParts } from './proof.ts';

/** Which customer of the shop this is. Lives in memory: every page says it again. */
export interface Customer {
  readonly token: () => string | undefined;
  /** The customer number as the page claims it. */
  readonly claimed: () => string | undefined;
  readonly claim: (customerId: string) => void;
  readonly identify: (customerToken: string) => void;
  /** Proves the token to the collector, where there is a visitor to tie it to. */
  readonly prove: () => void;
  readonly forget: () => void;
}

/** The customer of one page. */
export function createCustomer(
  load: Load,
  parts: ProofParts,
  visitorId: () => string | undefined,
): Customer {
  let token: string | undefined;
  let claimed: string | undefined;

  function prove(): void {
    const proven = token;
    const id = visitorId();
    if (!proven || !id) return;
    const isCurrent = () => proven === token && id === visitorId();
    load('proof').then(
      ({ proveCustomer }) => proveCustomer(parts, id, proven, isCurrent),
      parts.log,
    );
  }

  return {
    token: () => token,
    claimed: () => claimed,
    claim(customerId) {
      claimed = customerId;
    },
    identify(customerToken) {
      token = customerToken;
      prove();
    },
    prove,
    forget() {
      token = claimed = undefined;
    },
  };
}
