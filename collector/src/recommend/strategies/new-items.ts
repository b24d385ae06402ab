import type { CatalogItem } from '@tendero/schema';
import type { Recommendation } from '../recommender.ts';
import { categoryOf, type Strategist } from './sources.ts';

/** What came into the catalogue last: of the page's category first, then of the whole shop. */
export const newItems: Strategist = function* (sources, query) {
  const { catalog } = sources;
  const category = categoryOf(sources, query);
  if (category !== undefined) yield newIn(catalog.newest(query.siteId), category);
  yield newest(catalog.newest(query.siteId));
};

function* newIn(items: Iterable<CatalogItem>, category: string): Generator<Recommendation> {
  const cause = { code: 'new', with: category } as const;
  for (const item of items) if (item.category.includes(category)) yield { item, score: 0, cause };
}

function* newest(items: Iterable<CatalogItem>): Generator<Recommendation> {
  const cause = { code: 'new' } as const;
  for (const item of items) yield { item, score: 0, cause };
}
