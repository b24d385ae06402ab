import type { Recommendation } from '../recommender.ts';
import { boughtWith, pageItem, type Strategist, unseen, viewedWith } from './sources.ts';

/** What goes with the item on the page; on a page without one, with the cart and what the person saw. */
export const related: Strategist = function* (sources, query): Generator<Recommendation> {
  const seeds = query.item === undefined ? [...query.cart, ...query.recent] : pageItem(query);
  yield* unseen(viewedWith(sources, query, seeds), query);
  yield* unseen(boughtWith(sources, query, seeds), query);
};
