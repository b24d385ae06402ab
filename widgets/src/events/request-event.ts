import type { PageContext, PageRequest } from '@tendero/schema';
import { PAGE_PROTOCOL_VERSION } from '@tendero/schema';

/** Asks the SDK, if one is on the page, for the facts of this page view. */
export class TenderoRequestEvent extends CustomEvent<PageRequest> {
  constructor(respond: (context: PageContext) => void) {
    super('tendero-request', {
      bubbles: true,
      composed: true,
      detail: { version: PAGE_PROTOCOL_VERSION, respond },
    });
  }
}
