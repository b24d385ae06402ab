import { boughtWith, pageItem, type Strategist, viewedWith } from './sources.ts';

/** What goes with the item on the page; on a page without one, with the cart and what the person saw. */
export const related: Strategist = function* (sources, query) {
  const seeds = query.item === undefined ? [...query.cart, ...query.recent] : pageItem(query);
  yield viewedWith(sources, query, { seeds, isSeenToo: false });
  yield boughtWith(sources, query, { seeds, isSeenToo: false });
};
