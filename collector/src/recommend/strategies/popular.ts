import type { Recommendation } from '../recommender.ts';
import { categoryOf, type Sources, type Strategist } from './sources.ts';

/** What is sought after, in the page's category first, then what is simply there: the end of every chain. */
export const popular: Strategist = function* (sources, query): Generator<Recommendation> {
  const { catalog } = sources;
  const category = categoryOf(sources, query);
  if (category !== undefined) yield* leadersIn(sources, category);
  yield* leaders(sources);
  if (category !== undefined) yield* shelf(catalog.inCategory(query.siteId, category), category);
  yield* shelf(catalog.items(query.siteId));
};

function* leadersIn({ memory }: Sources, category: string): Generator<Recommendation> {
  const wanted = memory.shelves.get(category);
  for (const item of wanted?.leaders() ?? []) {
    // it may have moved since
    if (memory.pathsOf[item]?.includes(category) !== true) continue;
    const itemId = memory.items.nameOf(item);
    yield { itemId, score: wanted?.count(item) ?? 0, cause: { code: 'popular', with: category } };
  }
}

function* leaders({ memory }: Sources): Generator<Recommendation> {
  for (const item of memory.popularity.leaders()) {
    const score = memory.popularity.count(item);
    yield { itemId: memory.items.nameOf(item), score, cause: { code: 'popular' } };
  }
}

function* shelf(
  items: Iterable<{ readonly item_id: string }>,
  category?: string,
): Generator<Recommendation> {
  const cause = { code: 'popular', ...(category !== undefined && { with: category }) } as const;
  for (const { item_id: itemId } of items) yield { itemId, score: 0, cause };
}
