import type { CatalogItem } from '@tendero/schema';
import type { Recommendation } from '../recommender.ts';
import { categoryOf, type Sources, type Strategist } from './sources.ts';

/** What is sought after, in the page's category first, then what is simply there: the end of every chain. */
export const popular: Strategist = function* (sources, query) {
  const { catalog } = sources;
  const category = categoryOf(sources, query);
  if (category !== undefined) yield leaders(sources, category);
  yield leaders(sources);
  if (category !== undefined) yield shelf(catalog.inCategory(query.siteId, category), category);
  yield shelf(catalog.items(query.siteId));
};

function* leaders({ memory }: Sources, category?: string): Generator<Recommendation> {
  const { popularity, goods } = memory;
  const cause = causeOf(category);
  for (const number of popularity.leaders(category)) {
    const item = goods[number];
    if (item) yield { item, score: popularity.count(number), cause };
  }
}

function* shelf(items: Iterable<CatalogItem>, category?: string): Generator<Recommendation> {
  const cause = causeOf(category);
  for (const item of items) yield { item, score: 0, cause };
}

function causeOf(category: string | undefined): Recommendation['cause'] {
  return { code: 'popular', ...(category !== undefined && { with: category }) };
}
