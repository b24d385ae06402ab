import { boughtWith, pageItem, type Strategist, viewedWith } from './sources.ts';

/** What goes with all that this person looks at, here and before. */
export const forYou: Strategist = function* (sources, query) {
  const seeds = [...query.recent, ...pageItem(query), ...query.cart];
  yield viewedWith(sources, query, { seeds, isSeenToo: false });
  yield boughtWith(sources, query, { seeds, isSeenToo: false });
};
