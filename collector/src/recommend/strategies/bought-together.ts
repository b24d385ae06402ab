import { boughtWith, pageItem, type Strategist, viewedWith } from './sources.ts';

/** What was bought with the item on the page and with the cart. */
export const boughtTogether: Strategist = function* (sources, query) {
  const seeds = [...pageItem(query), ...query.cart];
  yield boughtWith(sources, query, { seeds, isSeenToo: false });
  yield viewedWith(sources, query, { seeds, isSeenToo: false });
};
