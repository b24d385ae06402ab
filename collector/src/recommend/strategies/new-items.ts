import type { Recommendation } from '../recommender.ts';
import { categoryOf, type Strategist } from './sources.ts';

/** What came into the catalogue last: of the page's category first, then of the whole shop. */
export const newItems: Strategist = function* (sources, query): Generator<Recommendation> {
  const { catalog } = sources;
  const category = categoryOf(sources, query);
  if (category !== undefined) {
    for (const item of catalog.newest(query.siteId)) {
      if (!item.category.includes(category)) continue;
      yield { itemId: item.item_id, score: 0, cause: { code: 'new', with: category } };
    }
  }
  for (const { item_id: itemId } of catalog.newest(query.siteId)) {
    yield { itemId, score: 0, cause: { code: 'new' } };
  }
};
