import { createClosedOffers } from './closed-offers.ts';
import { readConnection } from './connection.ts';
import { createDecider } from './decider.ts';
import { postDecide } from './post-decide.ts';
import { requestContext } from './request-context.ts';

/** Without query and fragment: shops put tokens and e-mail addresses there. */
const getUrl = () => location.origin + location.pathname;

/**
 * What all widgets of a page share. Custom elements are made by the browser, without arguments,
 * so this is where the page itself comes in.
 */
export const page = {
  decide: createDecider({
    getContext: () => requestContext(document),
    post: postDecide,
    getUrl,
    // Only a classic script knows its tag, and only while it runs; on a server there is no document.
    connection: readConnection(globalThis.document?.currentScript),
  }),
  closedOffers: createClosedOffers(() => location.pathname + location.search),
};
