import type { CatalogItem } from '@tendero/schema';
import type { Recommendation } from '../recommender.ts';
import { categoryOf, type Strategist } from './sources.ts';

/** What came into the catalogue last: of the page's category first, then of the whole shop. */
export const newItems: Strategist = function* (sources, query) {
  const { catalog } = sources;
  const category = categoryOf(sources, query);
  if (category !== undefined) yield newest(catalog.newest(query.siteId, category), category);
  yield newest(catalog.newest(query.siteId));
};

function* newest(items: Iterable<CatalogItem>, category?: string): Generator<Recommendation> {
  const cause = { code: 'new', ...(category !== undefined && { with: category }) } as const;
  for (const item of items) yield { item, score: 0, cause };
}
