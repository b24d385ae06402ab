import { STRATEGIES } from '@tendero/schema';
import { describe, expect, test } from 'vitest';
import { createRecommender } from '../../../collector/src/recommend/create-recommender.ts';
import type { RecommendQuery } from '../../../collector/src/recommend/recommender.ts';
import { catalogOf, goods } from '../../support/catalog-of.ts';
import { eventRow } from '../../support/event-row.ts';

const SITE = 'shop';
const NOW = Date.UTC(2026, 4, 20);
const DAY = 86_400_000;
const ANA = 'a'.repeat(32);

const tea = (id: string) => goods(id, { category: ['Kitchen', 'Tea'] });
const catalog = () =>
  catalogOf([...'abcdef'.split('').map((id) => goods(id)), tea('t1'), tea('t2')]);

function open() {
  const recommender = createRecommender({ catalog: catalog(), clock: () => NOW });
  const find = (changes: Partial<RecommendQuery> & Pick<RecommendQuery, 'strategy'>) =>
    [
      ...recommender.candidates({
        siteId: SITE,
        cart: [],
        recent: [],
        ...changes,
      }),
    ].map((one) => ({
      ...one,
      itemId: one.item.item_id,
      reason: recommender.explain(SITE, one),
    }));
  const view = (itemId: string, time: number, changes = {}) =>
    recommender.learnEvents([eventRow({ itemIds: [itemId], time, ...changes })]);
  return { recommender, find, view };
}

test.each(STRATEGIES)('%s finds everything the shop has in the end', (strategy) => {
  const found = open().find({ strategy, item: 'a', cart: ['b'], recent: ['c'], visitor: ANA });
  expect(new Set(found.map(({ itemId }) => itemId)).size).toBe(8);
});

test('says which strategy of the chain found an item', () => {
  const { find } = open();
  expect(find({ strategy: 'recently_viewed', recent: ['c'] })[0]).toMatchObject({
    itemId: 'c',
    strategy: 'recently_viewed',
    reason: { code: 'recently_viewed' },
  });
  expect(find({ strategy: 'recently_viewed' })[0]).toMatchObject({ strategy: 'popular' });
});

describe('trending', () => {
  const first = (found: readonly { itemId: string }[]) => found[0]?.itemId;

  test('weighs today more than last week, other than popular', () => {
    const { find, view } = open();
    for (let n = 0; n < 6; n += 1) view('a', NOW - 8 * DAY, { session_id: `old-${n}` });
    for (let n = 0; n < 2; n += 1) view('b', NOW, { session_id: `new-${n}` });
    expect(first(find({ strategy: 'popular' }))).toBe('a');
    expect(find({ strategy: 'trending' })[0]).toMatchObject({
      itemId: 'b',
      reason: { code: 'trending' },
    });
  });

  test("begins with the page's category and names it", () => {
    const { find, view } = open();
    for (const itemId of ['a', 'a', 'a', 't2']) view(itemId, NOW);
    expect(find({ strategy: 'trending', category: 'Tea' })[0]).toMatchObject({
      itemId: 't2',
      reason: { code: 'trending', with: 'Tea' },
      strategy: 'trending',
    });
    expect(first(find({ strategy: 'trending', item: 't1' }))).toBe('t2');
  });

  test('learns nothing from who does not allow it, nor from the team', () => {
    const { find, view } = open();
    view('b', NOW, { purposes: ['analytics'] });
    view('b', NOW, { purposes: [] });
    view('b', NOW, { internal: true });
    expect(find({ strategy: 'trending' })[0]?.strategy).toBe('popular');
  });

  test('counts an order once, however often it is sent', () => {
    const { recommender, find } = open();
    const order = (transactionId: string, itemId: string) => ({
      transactionId,
      itemIds: [itemId],
      placedAt: NOW,
    });
    const again = [1, 2, 3].map(() => order('1', 'a'));
    recommender.learnOrders(SITE, [...again, order('2', 'b'), order('3', 'b')]);
    expect(find({ strategy: 'trending' }).map(({ itemId }) => itemId)).toMatchObject({
      0: 'b',
      1: 'a',
    });
  });

  test('keeps its order over years', () => {
    const { find, view } = open();
    for (const itemId of ['a', 'b', 'b']) view(itemId, NOW + 1_200 * DAY);
    view('c', NOW + 1_201 * DAY);
    for (let n = 0; n < 3; n += 1) view('d', NOW);
    expect(
      find({ strategy: 'trending' })
        .slice(0, 3)
        .map(({ itemId }) => itemId),
    ).toEqual(['b', 'c', 'a']);
  });
});

describe('replenish', () => {
  const buy = (
    recommender: ReturnType<typeof open>['recommender'],
    visitorId: string | undefined,
    itemId: string,
    daysAgo: readonly number[],
  ) =>
    recommender.learnOrders(
      SITE,
      daysAgo.map((days) => ({
        transactionId: `${visitorId}-${itemId}-${days}`,
        itemIds: [itemId],
        placedAt: NOW - days * DAY,
        ...(visitorId !== undefined && { visitorId }),
      })),
    );
  const due = (opened: ReturnType<typeof open>, visitor = ANA) =>
    opened
      .find({ strategy: 'replenish', visitor })
      .filter(({ reason }) => reason.code === 'bought_before')
      .map(({ itemId }) => itemId);

  test('names what is due by the median gap of one’s own purchases, the most overdue first', () => {
    const opened = open();
    buy(opened.recommender, ANA, 'a', [90, 60, 28]);
    buy(opened.recommender, ANA, 'b', [60, 40, 22]);
    buy(opened.recommender, ANA, 'c', [40, 20, 5]);
    buy(opened.recommender, ANA, 'd', [300, 290]);
    buy(opened.recommender, ANA, 'e', [10]);
    expect(due(opened)).toEqual(['b', 'a']);
  });

  test('goes by others for what was bought once, from five of them on', () => {
    const opened = open();
    buy(opened.recommender, ANA, 'a', [31]);
    for (let n = 0; n < 4; n += 1) buy(opened.recommender, `v${n}`, 'a', [70, 40]);
    expect(due(opened)).toEqual([]);
    buy(opened.recommender, 'v4', 'a', [70, 40]);
    expect(due(opened)).toEqual(['a']);
    opened.recommender.forget(SITE, 'v4');
    expect(due(opened)).toEqual([]);
  });

  test('knows nobody without permission, and nobody who was forgotten', () => {
    const opened = open();
    buy(opened.recommender, undefined, 'a', [60, 30]);
    buy(opened.recommender, ANA, 'b', [60, 30]);
    expect(due(opened)).toEqual(['b']);
    expect(due(opened, 'b'.repeat(32))).toEqual([]);
    expect(opened.recommender.boughtSince(SITE, ANA, NOW - 40 * DAY)).toEqual(new Set(['b']));
    opened.recommender.forget(SITE, ANA);
    expect(due(opened)).toEqual([]);
    expect(opened.recommender.boughtSince(SITE, ANA, 0)).toEqual(new Set());
  });
});

describe('cross_sell', () => {
  test('starts from what came into the cart last, orders before views', () => {
    const { recommender, find, view } = open();
    recommender.learnOrders(SITE, [
      { transactionId: '1', itemIds: ['a', 'd'] },
      { transactionId: '2', itemIds: ['b', 'e'] },
    ]);
    for (const itemId of ['b', 'f']) view(itemId, NOW);
    const [first, second, third] = find({ strategy: 'cross_sell', cart: ['a', 'b'] });
    expect(first).toMatchObject({ itemId: 'e', reason: { code: 'bought_with', with: 'b' } });
    expect(second).toMatchObject({ itemId: 'd', reason: { code: 'bought_with', with: 'a' } });
    expect(third).toMatchObject({ itemId: 'f', reason: { code: 'viewed_with', with: 'b' } });
  });
});

describe('new', () => {
  test("shows what came last, of the page's category first", () => {
    const { find } = open();
    const ids = (changes = {}) => find({ strategy: 'new', ...changes }).map(({ itemId }) => itemId);
    expect(ids().slice(0, 3)).toEqual(['t2', 't1', 'f']);
    expect(ids({ category: 'Mesa' })[0]).toBe('f');
    expect(find({ strategy: 'new' })[0]?.reason).toEqual({ code: 'new' });
  });

  test('passes by nothing of other categories', () => {
    const shop = catalog();
    let passed = 0;
    const recommender = createRecommender({
      catalog: {
        ...shop,
        *newest(...asked) {
          for (const item of shop.newest(...asked)) {
            passed += 1;
            yield item;
          }
        },
      },
    });
    const first = (category: string) => {
      passed = 0;
      const query = { siteId: SITE, strategy: 'new', category, cart: [], recent: [] } as const;
      const [one] = recommender.candidates(query);
      return [one?.item.item_id, passed];
    };
    expect(first('Mesa')).toEqual(['f', 1]);
    expect(first('nobody has it')).toEqual(['t2', 1]);
  });

  test('is not led by who changed or came back', () => {
    const shop = catalog();
    shop.put(SITE, goods('a', { price: 9 }));
    shop.remove(SITE, 'b');
    shop.put(SITE, goods('b'));
    expect([...shop.newest(SITE)][0]?.item_id).toBe('t2');
    shop.arrange(SITE, ['t2', 'a']);
    expect([...shop.newest(SITE)].map((item) => item.item_id).slice(0, 3)).toEqual([
      'a',
      't2',
      't1',
    ]);
  });
});
