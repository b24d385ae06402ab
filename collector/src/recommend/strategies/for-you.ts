import type { Recommendation } from '../recommender.ts';
import { boughtWith, pageItem, type Strategist, unseen, viewedWith } from './sources.ts';

/** What goes with all that this person looks at, here and before. */
export const forYou: Strategist = function* (sources, query): Generator<Recommendation> {
  const seeds = [...query.recent, ...pageItem(query), ...query.cart];
  yield* unseen(viewedWith(sources, query, seeds), query);
  yield* unseen(boughtWith(sources, query, seeds), query);
};
