import type { Recommendation } from '../recommender.ts';
import { categoryOf, type Strategist } from './sources.ts';

/** What is wanted more these days than before: of the page's category first, then in the whole shop. */
export const trending: Strategist = function* (sources, query): Generator<Recommendation> {
  const category = categoryOf(sources, query);
  const { trends } = sources.shop;
  if (category !== undefined) {
    for (const { itemId, score } of trends.leaders(category)) {
      yield { itemId, score, cause: { code: 'trending', with: category } };
    }
  }
  for (const { itemId, score } of trends.leaders()) {
    yield { itemId, score, cause: { code: 'trending' } };
  }
};
