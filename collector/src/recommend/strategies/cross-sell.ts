import { boughtWith, pageItem, type Strategist, viewedWith } from './sources.ts';

/** What goes well with the cart, newest in it first; seen before or not, it may be what is missing. */
export const crossSell: Strategist = function* (sources, query) {
  const seeds = [...query.cart.toReversed(), ...pageItem(query)];
  yield boughtWith(sources, query, { seeds, isSeenToo: true });
  yield viewedWith(sources, query, { seeds, isSeenToo: true });
};
