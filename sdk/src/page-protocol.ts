import {
  type ConsentChoice,
  PAGE_PROTOCOL_VERSION,
  type PageContext,
  type PageEvents,
  type PageRequest,
} from '@tendero/schema';
import { on } from './lib/on.ts';

/** Serves the widgets of this page: answers their requests, takes their decisions. */
export function servePage(
  readContext: () => PageContext,
  decide: (choice: ConsentChoice) => void,
): void {
  on<CustomEvent<PageRequest>>(document, 'tendero-request', ({ detail: { version, respond } }) => {
    if (version === PAGE_PROTOCOL_VERSION) respond(readContext());
  });
  on<CustomEvent<ConsentChoice>>(document, 'tendero-consent-decision', ({ detail }) =>
    decide(detail),
  );
  tellPage('tendero-ready', null);
}

/** Dispatches an event of the page protocol. */
export function tellPage<Name extends keyof PageEvents>(
  name: Name,
  detail: PageEvents[Name],
): void {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
