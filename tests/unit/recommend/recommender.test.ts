import type { CatalogItem } from '@tendero/schema';
import { beforeEach, describe, expect, test } from 'vitest';
import { createRecommender } from '../../../collector/src/recommend/create-recommender.ts';
import type {
  LearningRecommender,
  RecommendQuery,
} from '../../../collector/src/recommend/recommender.ts';
import { catalogOf, goods } from '../../support/catalog-of.ts';
import { eventRow } from '../../support/event-row.ts';

const SITE = 'shop';

function query(changes: Partial<RecommendQuery> = {}): RecommendQuery {
  return {
    siteId: SITE,
    strategy: 'for_you',
    cart: [],
    recent: [],
    shown: [],
    limit: 4,
    ...changes,
  };
}

function ids(recommender: LearningRecommender, changes: Partial<RecommendQuery> = {}): string[] {
  return recommender.recommend(query(changes)).map(({ itemId }) => itemId);
}

function withItems(items: readonly CatalogItem[]): LearningRecommender {
  return createRecommender({ catalog: catalogOf(items) });
}

/** Each word is one session of one visitor, each letter an item. */
function view(recommender: LearningRecommender, ...sessions: string[]): void {
  for (const [index, session] of sessions.entries()) {
    for (const itemId of session) {
      const visitor = { visitor_id: `visitor-${index}`, session_id: session };
      recommender.learnEvents([eventRow({ ...visitor, itemIds: [itemId] })]);
    }
  }
}

const letters = (text: string) => text.split('').map((id) => goods(id));

describe('what goes with what', () => {
  let recommender: LearningRecommender;
  beforeEach(() => {
    recommender = withItems(letters('abcdefgh'));
    view(recommender, 'ab', 'ab', 'abc', 'cd', 'de');
  });

  test('shows first what others looked at together with the item on the page', () => {
    const [first, second] = recommender.recommend(query({ strategy: 'related', item: 'a' }));
    expect(first).toMatchObject({ itemId: 'b', reason: { code: 'viewed_with', with: 'a' } });
    expect(second).toMatchObject({ itemId: 'c', reason: { code: 'viewed_with', with: 'a' } });
  });

  test('answers differently after one more click', () => {
    expect(ids(recommender, { strategy: 'related', item: 'f', limit: 1 })).not.toEqual(['g']);
    view(recommender, 'fg');
    expect(ids(recommender, { strategy: 'related', item: 'f', limit: 1 })).toEqual(['g']);
  });

  test('follows what the person looked at, newest first, and leaves that itself for last', () => {
    const found = recommender.recommend(query({ recent: ['d', 'a'], limit: 8 }));
    expect(found.slice(0, 3).map(({ itemId }) => itemId)).not.toContain('d');
    expect(found[0]?.reason.code).toBe('viewed_with');
    expect(found.map(({ itemId }) => itemId)).toContain('d');
  });

  test('never shows what is on the page, in the cart or elsewhere on the page', () => {
    const found = ids(recommender, { item: 'a', cart: ['b'], shown: ['c'], limit: 50 });
    expect(found.toSorted()).toEqual(['d', 'e', 'f', 'g', 'h']);
  });

  test('takes orders before views for what is bought together', () => {
    recommender.learnOrders(SITE, [{ transactionId: '1', itemIds: ['a', 'h'] }]);
    const [first, second] = recommender.recommend(
      query({ strategy: 'bought_together', item: 'a' }),
    );
    expect(first).toMatchObject({ itemId: 'h', reason: { code: 'bought_with', with: 'a' } });
    expect(second).toMatchObject({ itemId: 'b', reason: { code: 'viewed_with' } });
  });

  test('starts from the cart where the page has no item', () => {
    expect(ids(recommender, { strategy: 'related', cart: ['e'], limit: 1 })).toEqual(['d']);
  });

  test('forgets what a visitor looked at', () => {
    view(recommender, '', '', '', '', '', 'gh');
    expect(ids(recommender, { strategy: 'related', item: 'g', limit: 1 })).toEqual(['h']);
    recommender.forget(SITE, 'visitor-5');
    const [first] = recommender.recommend(query({ strategy: 'related', item: 'g' }));
    expect(first?.reason.code).toBe('popular');
  });
});

describe('what may be learned', () => {
  const seen = { type: 'view_item', itemIds: ['b'] };
  const ranked = (recommender: LearningRecommender) => ids(recommender, { strategy: 'popular' });

  test('learns nothing from the team, from rows without a purpose, from other events', () => {
    const recommender = withItems(letters('ab'));
    recommender.learnEvents([
      eventRow({ ...seen, internal: true }),
      eventRow({ ...seen, purposes: [] }),
      eventRow({ ...seen, purposes: ['marketing'] }),
      eventRow({ ...seen, type: 'select_item' }),
      eventRow({ ...seen, type: 'toString' }),
    ]);
    expect(ranked(recommender)).toEqual(['a', 'b']);
  });

  test('counts visitors with analytics alone from the fifth on, and ties no items together by them', () => {
    const recommender = withItems(letters('abc'));
    const analytics = (visitor: number) =>
      eventRow({
        itemIds: ['b', 'c'],
        visitor_id: `visitor-${visitor}`,
        session_id: `session-${visitor}`,
        purposes: ['analytics'],
      });
    for (let visitor = 1; visitor <= 4; visitor += 1) {
      recommender.learnEvents([analytics(visitor), analytics(visitor)]);
    }
    expect(ranked(recommender)).toEqual(['a', 'b', 'c']);
    recommender.learnEvents([analytics(5)]);
    expect(ranked(recommender)).toEqual(['b', 'c', 'a']);
    const [first] = recommender.recommend(query({ strategy: 'related', item: 'b' }));
    expect(first?.reason.code).toBe('popular');
  });

  test('counts a cart more than a view, and a repeated view once', () => {
    const recommender = withItems(letters('abc'));
    view(recommender, 'bbbb', 'b', 'c');
    expect(ranked(recommender)).toEqual(['b', 'c', 'a']);
    recommender.learnEvents([eventRow({ type: 'add_to_cart', itemIds: ['c'] })]);
    expect(ranked(recommender)).toEqual(['c', 'b', 'a']);
  });

  test('changes nothing when it learns a session or an order again', () => {
    const recommender = withItems(letters('abc'));
    const session = { visitorId: 'v', sessionId: 's', itemIds: ['b'], carted: ['b'] };
    recommender.learnSession(SITE, session);
    const before = recommender.recommend(query({ strategy: 'popular' }));
    recommender.learnSession(SITE, session);
    expect(recommender.recommend(query({ strategy: 'popular' }))).toEqual(before);
    const order = { transactionId: '1', itemIds: ['a', 'b'] };
    recommender.learnOrders(SITE, [order, order]);
    expect(recommender.boughtTogether(SITE, 'a', 5)).toEqual([{ itemId: 'b', orders: 1 }]);
  });
});

describe('a slot is never empty', () => {
  test('shows what is on the shelf where nothing is known', () => {
    expect(ids(withItems(letters('abc')), { strategy: 'related', item: 'a' })).toEqual(['b', 'c']);
    expect(ids(withItems([]))).toEqual([]);
  });

  test('prefers the category of the page, then of its item', () => {
    const bath = (id: string) => goods(id, { category: ['Casa', 'Baño'] });
    const recommender = withItems([...letters('abc'), bath('x'), bath('y')]);
    const [first] = recommender.recommend(query({ category: 'Baño' }));
    expect(first).toMatchObject({ itemId: 'x', reason: { code: 'popular', with: 'Baño' } });
    expect(ids(recommender, { strategy: 'related', item: 'x' })[0]).toBe('y');
    view(recommender, 'y', 'a', 'a');
    expect(ids(recommender, { category: 'Baño' })).toEqual(
      ['y', 'x', 'a', 'b'].toSpliced(1, 3, 'a', 'x', 'b'),
    );
  });

  test.each([
    ['out of stock', { availability: 'out_of_stock' as const }],
    ['unavailable', { availability: 'unavailable' as const }],
  ])('never shows what is %s', (_, changes) => {
    const recommender = withItems([goods('a', changes), goods('b')]);
    view(recommender, 'a', 'ab');
    expect(ids(recommender)).toEqual(['b']);
  });

  test('never shows an item without address or price, nor one that left the catalogue', () => {
    const { url: _, ...noUrl } = goods('a');
    const { price: __, ...noPrice } = goods('b');
    const recommender = withItems([noUrl, noPrice, goods('c')]);
    view(recommender, 'abcx');
    expect(ids(recommender)).toEqual(['c']);
  });

  test('never shows two of one group, nor another of the group on the page', () => {
    const inGroup = (id: string, group: string) => goods(id, { item_group_id: group });
    const recommender = withItems([
      inGroup('a', 'g'),
      inGroup('b', 'g'),
      inGroup('c', 'h'),
      inGroup('d', 'h'),
    ]);
    view(recommender, 'abcd');
    expect(ids(recommender)).toHaveLength(2);
    expect(ids(recommender, { item: 'a' })).toEqual(['c']);
    expect(ids(recommender, { shown: ['d'] })).toEqual(['a']);
  });

  test('keeps sites apart', () => {
    const recommender = withItems(letters('ab'));
    view(recommender, 'ab');
    expect(recommender.recommend({ ...query(), siteId: 'other' })).toEqual([]);
    expect(recommender.boughtTogether('other', 'a', 5)).toEqual([]);
  });
});
