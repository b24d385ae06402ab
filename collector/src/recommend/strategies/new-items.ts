import type { CatalogItem } from '@tendero/schema';
import type { Recommendation } from '../recommender.ts';
import { categoryOf, type Strategist } from './sources.ts';

/** What came into the catalogue last: of the page's category first, then of the whole shop. */
export const newItems: Strategist = function* (sources, query) {
  const { catalog } = sources;
  const category = categoryOf(sources, query);
  if (category !== undefined) {
    const cause = { code: 'new', with: category } as const;
    yield because(cause, catalog.newestIn(query.siteId, category));
  }
  yield because({ code: 'new' }, catalog.newest(query.siteId));
};

function* because(
  cause: Recommendation['cause'],
  items: Iterable<CatalogItem>,
): Generator<Recommendation> {
  for (const item of items) yield { item, score: 0, cause };
}
