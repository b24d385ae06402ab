import type { Recommendation } from '../recommender.ts';
import { boughtWith, pageItem, type Strategist, unseen, viewedWith } from './sources.ts';

/** What was bought with the item on the page and with the cart. */
export const boughtTogether: Strategist = function* (sources, query): Generator<Recommendation> {
  const seeds = [...pageItem(query), ...query.cart];
  yield* unseen(boughtWith(sources, query, seeds), query);
  yield* unseen(viewedWith(sources, query, seeds), query);
};
