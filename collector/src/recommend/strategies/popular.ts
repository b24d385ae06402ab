import type { Reason } from '@tendero/schema';
import type { Recommendation } from '../recommender.ts';
import { categoryOf, type Sources, type Strategist } from './sources.ts';

/** What is sought after, in the page's category first, then what is simply there: the end of every chain. */
export const popular: Strategist = function* (sources, query): Generator<Recommendation> {
  const { catalog } = sources;
  const category = categoryOf(sources, query);
  if (category !== undefined) yield* leadersIn(sources, query.siteId, category);
  yield* leaders(sources);
  if (category !== undefined) {
    yield* shelf(catalog.inCategory(query.siteId, category), { code: 'popular', with: category });
  }
  yield* shelf(catalog.items(query.siteId), { code: 'popular' });
};

function* leadersIn(sources: Sources, siteId: string, category: string): Generator<Recommendation> {
  for (const one of leaders(sources)) {
    const isInside = sources.catalog.get(siteId, one.itemId)?.category.includes(category);
    if (isInside === true) yield { ...one, reason: { code: 'popular', with: category } };
  }
}

function* leaders({ memory }: Sources): Generator<Recommendation> {
  for (const item of memory.popularity.leaders()) {
    const score = memory.popularity.count(item);
    yield { itemId: memory.idOf(item), score, reason: { code: 'popular' } };
  }
}

function* shelf(
  items: Iterable<{ readonly item_id: string }>,
  reason: Reason,
): Generator<Recommendation> {
  for (const { item_id: itemId } of items) yield { itemId, score: 0, reason };
}
