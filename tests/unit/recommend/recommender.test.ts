import type { CatalogItem } from '@tendero/schema';
import { beforeEach, describe, expect, test } from 'vitest';
import { ASKER, askDecide } from '../../support/ask-decide.ts';
import { catalogOf, goods } from '../../support/catalog-of.ts';
import { decideParts, type TestParts } from '../../support/decide-parts.ts';
import { eventRow } from '../../support/event-row.ts';

const SITE = 'shop';

type Asked = Parameters<typeof askDecide>[1];

function ids(parts: TestParts, asked: Asked = {}): string[] {
  return askDecide(parts, asked).map(({ itemId }) => itemId);
}

function withItems(items: readonly CatalogItem[]): TestParts {
  return decideParts({ catalog: catalogOf(items), ledger: { [ASKER]: ['personalization'] } });
}

/** Each word is one session of one visitor, each letter an item. */
function view({ recommender }: TestParts, ...sessions: string[]): void {
  for (const [index, session] of sessions.entries()) {
    for (const itemId of session) {
      const visitor = { visitor_id: `visitor-${index}`, session_id: session };
      recommender.learnEvents([eventRow({ ...visitor, itemIds: [itemId] })]);
    }
  }
}

const letters = (text: string) => text.split('').map((id) => goods(id));

describe('what goes with what', () => {
  let parts: TestParts;
  beforeEach(() => {
    parts = withItems(letters('abcdefgh'));
    view(parts, 'ab', 'ab', 'abc', 'cd', 'de');
  });

  test('shows first what others looked at together with the item on the page', () => {
    const [first, second] = askDecide(parts, { strategy: 'related', item: 'a' });
    expect(first).toMatchObject({ itemId: 'b', reason: { code: 'viewed_with', with: 'a' } });
    expect(second).toMatchObject({ itemId: 'c', reason: { code: 'viewed_with', with: 'a' } });
  });

  test('answers differently after one more click', () => {
    expect(ids(parts, { strategy: 'related', item: 'f', limit: 1 })).not.toEqual(['g']);
    view(parts, 'fg');
    expect(ids(parts, { strategy: 'related', item: 'f', limit: 1 })).toEqual(['g']);
  });

  test('follows what the person looked at, newest first, and leaves that itself for last', () => {
    const found = askDecide(parts, { recent: ['d', 'a'], limit: 8 });
    expect(found.slice(0, 3).map(({ itemId }) => itemId)).not.toContain('d');
    expect(found[0]?.reason.code).toBe('viewed_with');
    expect(found.map(({ itemId }) => itemId)).toContain('d');
  });

  test('never shows what is on the page or in the cart', () => {
    const found = ids(parts, { item: 'a', cart: ['b'], limit: 50 });
    expect(found.toSorted()).toEqual(['c', 'd', 'e', 'f', 'g', 'h']);
  });

  test('takes orders before views for what is bought together', () => {
    parts.recommender.learnOrders(SITE, [{ transactionId: '1', itemIds: ['a', 'h'] }]);
    const [first, second] = askDecide(parts, { strategy: 'bought_together', item: 'a' });
    expect(first).toMatchObject({ itemId: 'h', reason: { code: 'bought_with', with: 'a' } });
    expect(second).toMatchObject({ itemId: 'b', reason: { code: 'viewed_with' } });
  });

  test('starts from the cart where the page has no item', () => {
    expect(ids(parts, { strategy: 'related', cart: ['e'], limit: 1 })).toEqual(['d']);
  });

  test('shows what is like it beside what others looked at, and says so', () => {
    const bath = (id: string) => goods(id, { brand: 'Sol' });
    parts = withItems([...letters('abcdefgh'), bath('x'), bath('y')]);
    view(parts, 'xa');
    expect(askDecide(parts, { strategy: 'related', item: 'x', limit: 2 })).toMatchObject([
      { itemId: 'a', reason: { code: 'viewed_with', with: 'x' } },
      { itemId: 'y', reason: { code: 'similar_to', with: 'x' } },
    ]);
  });

  test('forgets what a visitor looked at', () => {
    view(parts, '', '', '', '', '', 'gh');
    expect(ids(parts, { strategy: 'related', item: 'g', limit: 1 })).toEqual(['h']);
    parts.recommender.forget(SITE, 'visitor-5');
    const [first] = askDecide(parts, { strategy: 'related', item: 'g' });
    expect(first?.reason.code).toBe('popular');
  });
});

describe('what may be learned', () => {
  const seen = { type: 'view_item', itemIds: ['b'] };
  const ranked = (parts: TestParts) => ids(parts, { strategy: 'popular' });

  test('learns nothing from the team, from rows without a purpose, from other events', () => {
    const parts = withItems(letters('ab'));
    parts.recommender.learnEvents([
      eventRow({ ...seen, internal: true }),
      eventRow({ ...seen, purposes: [] }),
      eventRow({ ...seen, purposes: ['marketing'] }),
      eventRow({ ...seen, type: 'select_item' }),
      eventRow({ ...seen, type: 'toString' }),
    ]);
    expect(ranked(parts)).toEqual(['a', 'b']);
  });

  test('counts visitors with analytics alone from the fifth on, and ties no items together by them', () => {
    const parts = withItems(letters('abc'));
    const analytics = (visitor: number) =>
      eventRow({
        itemIds: ['b', 'c'],
        visitor_id: `visitor-${visitor}`,
        session_id: `session-${visitor}`,
        purposes: ['analytics'],
      });
    for (let visitor = 1; visitor <= 4; visitor += 1) {
      parts.recommender.learnEvents([analytics(visitor), analytics(visitor)]);
    }
    expect(ranked(parts)).toEqual(['a', 'b', 'c']);
    parts.recommender.learnEvents([analytics(5)]);
    expect(ranked(parts)).toEqual(['b', 'c', 'a']);
    const [first] = askDecide(parts, { strategy: 'related', item: 'b' });
    expect(first?.reason.code).toBe('popular');
  });

  test('counts a cart more than a view, and a repeated view once', () => {
    const parts = withItems(letters('abc'));
    view(parts, 'bbbb', 'b', 'c');
    expect(ranked(parts)).toEqual(['b', 'c', 'a']);
    parts.recommender.learnEvents([eventRow({ type: 'add_to_cart', itemIds: ['c'] })]);
    expect(ranked(parts)).toEqual(['c', 'b', 'a']);
  });

  test('changes nothing when it learns a session or an order again', () => {
    const parts = withItems(letters('abc'));
    const session = { visitorId: 'v', sessionId: 's', itemIds: ['b'], carted: ['b'] };
    parts.recommender.learnSession(SITE, session);
    const before = askDecide(parts, { strategy: 'popular' });
    parts.recommender.learnSession(SITE, session);
    expect(askDecide(parts, { strategy: 'popular' })).toEqual(before);
    const order = { transactionId: '1', itemIds: ['a', 'b'] };
    parts.recommender.learnOrders(SITE, [order, order]);
    expect(parts.recommender.boughtTogether(SITE, 'a', 5)).toEqual([{ itemId: 'b', orders: 1 }]);
  });
});

describe('a slot is never empty', () => {
  test('shows what is on the shelf where nothing is known', () => {
    expect(ids(withItems(letters('abc')), { strategy: 'related', item: 'a' })).toEqual(['b', 'c']);
    expect(ids(withItems([]))).toEqual([]);
  });

  test('prefers the category of the page, then of its item', () => {
    const bath = (id: string) => goods(id, { category: ['Casa', 'Baño'] });
    const parts = withItems([...letters('abc'), bath('x'), bath('y')]);
    const [first] = askDecide(parts, { category: 'Baño' });
    expect(first).toMatchObject({ itemId: 'x', reason: { code: 'popular', with: 'Baño' } });
    expect(ids(parts, { strategy: 'related', item: 'x' })[0]).toBe('y');
    view(parts, 'y', 'a', 'a');
    expect(ids(parts, { category: 'Baño' })).toEqual(
      ['y', 'x', 'a', 'b'].toSpliced(1, 3, 'a', 'x', 'b'),
    );
  });

  test.each([
    ['out of stock', { availability: 'out_of_stock' as const }],
    ['unavailable', { availability: 'unavailable' as const }],
  ])('never shows what is %s', (_, changes) => {
    const parts = withItems([goods('a', changes), goods('b')]);
    view(parts, 'a', 'ab');
    expect(ids(parts)).toEqual(['b']);
  });

  test('never shows an item without address or price, nor one that left the catalogue', () => {
    const { url: _, ...noUrl } = goods('a');
    const { price: __, ...noPrice } = goods('b');
    const parts = withItems([noUrl, noPrice, goods('c')]);
    view(parts, 'abcx');
    expect(ids(parts)).toEqual(['c']);
  });

  test('never shows two of one group, nor another of the group on the page', () => {
    const inGroup = (id: string, group: string) => goods(id, { item_group_id: group });
    const parts = withItems([
      inGroup('a', 'g'),
      inGroup('b', 'g'),
      inGroup('c', 'h'),
      inGroup('d', 'h'),
    ]);
    view(parts, 'abcd');
    expect(ids(parts)).toHaveLength(2);
    expect(ids(parts, { item: 'a' })).toEqual(['c']);
    expect(ids(parts, { cart: ['d'] })).toEqual(['b']);
  });

  test('keeps sites apart', () => {
    const parts = withItems(letters('ab'));
    view(parts, 'ab');
    const query = { siteId: 'other', strategy: 'for_you', cart: [], recent: [] } as const;
    expect([...parts.recommender.candidates(query)]).toEqual([]);
    expect(parts.recommender.boughtTogether('other', 'a', 5)).toEqual([]);
  });
});
