import type { RecommendQuery, Recommendation } from '../recommender.ts';
import { categoryOf, itemOf, type Sources, type Strategist } from './sources.ts';

/** What is wanted more these days than before: of the page's category first, then in the whole shop. */
export const trending: Strategist = function* (sources, query) {
  const category = categoryOf(sources, query);
  if (category !== undefined) yield rising(sources, query, category);
  yield rising(sources, query);
};

function* rising(
  sources: Sources,
  query: RecommendQuery,
  category?: string,
): Generator<Recommendation> {
  const cause = { code: 'trending', ...(category !== undefined && { with: category }) } as const;
  for (const { itemId, score } of sources.shop.trends.leaders(category)) {
    const item = itemOf(sources, query, itemId);
    if (item) yield { item, score, cause };
  }
}
