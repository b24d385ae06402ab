import type { CatalogItem } from '@tendero/schema';
import type { Recommendation } from '../recommender.ts';
import { categoryOf, type Sources, type Strategist } from './sources.ts';

/** What is sought after, in the page's category first, then what is simply there: the end of every chain. */
export const popular: Strategist = function* (sources, query) {
  const { catalog } = sources;
  const category = categoryOf(sources, query);
  if (category !== undefined) yield leadersIn(sources, category);
  yield leaders(sources);
  if (category !== undefined) yield shelf(catalog.inCategory(query.siteId, category), category);
  yield shelf(catalog.items(query.siteId));
};

function* leadersIn({ memory }: Sources, category: string): Generator<Recommendation> {
  const wanted = memory.shelves.get(category);
  const cause = { code: 'popular', with: category } as const;
  for (const number of wanted?.leaders() ?? []) {
    const item = memory.goods[number];
    // it may have moved since
    if (item?.category.includes(category)) yield { item, score: wanted?.count(number) ?? 0, cause };
  }
}

function* leaders({ memory }: Sources): Generator<Recommendation> {
  const { popularity, goods } = memory;
  const cause = { code: 'popular' } as const;
  for (const number of popularity.leaders()) {
    const item = goods[number];
    if (item) yield { item, score: popularity.count(number), cause };
  }
}

function* shelf(items: Iterable<CatalogItem>, category?: string): Generator<Recommendation> {
  const cause = { code: 'popular', ...(category !== undefined && { with: category }) } as const;
  for (const item of items) yield { item, score: 0, cause };
}
