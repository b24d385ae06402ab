import { describe, expect, test } from 'vitest';
import { ASKER, askDecide } from '../../support/ask-decide.ts';
import { catalogOf, goods } from '../../support/catalog-of.ts';
import { decideParts, type TestParts } from '../../support/decide-parts.ts';
import { eventRow } from '../../support/event-row.ts';

const SITE = 'shop';
const NOW = Date.UTC(2026, 4, 20);
const DAY_MS = 86_400_000;

interface Row {
  readonly granted: readonly string[];
  /** Everything of the person, or only what the request says of its page. */
  readonly reads: 'person' | 'page';
  readonly kept: readonly string[] | undefined;
  /** From one visitor: everything, or only a count that waits for the fifth, or nothing. */
  readonly learns: 'everything' | 'counts' | 'nothing';
}

const TABLE: readonly (readonly [string, Row])[] = [
  ['nothing', { granted: [], reads: 'page', kept: undefined, learns: 'nothing' }],
  [
    'marketing and social only',
    { granted: ['marketing', 'social'], reads: 'page', kept: undefined, learns: 'nothing' },
  ],
  [
    'analytics only',
    { granted: ['analytics'], reads: 'page', kept: ['analytics'], learns: 'counts' },
  ],
  [
    'personalization only',
    {
      granted: ['personalization'],
      reads: 'person',
      kept: ['personalization'],
      learns: 'everything',
    },
  ],
  [
    'both',
    {
      granted: ['analytics', 'personalization'],
      reads: 'person',
      kept: ['analytics', 'personalization'],
      learns: 'everything',
    },
  ],
];

/** Different words for each thing, so that none is like another. */
const catalog = catalogOf(
  'abcdefgh'.split('').map((id) => goods(id, { category: [`only ${id}`], brand: id })),
);

/** A shop where others looked at a and b, at c and d together, and bought e with f; the asker has a past. */
function openShop(granted: readonly string[]): TestParts {
  const parts = decideParts({ catalog, ledger: { [ASKER]: granted }, now: NOW });
  const { recommender, recent } = parts;
  for (const itemIds of [
    ['a', 'b'],
    ['c', 'd'],
  ]) {
    const visitorId = `other ${itemIds.join('')}`;
    recommender.learnSession(SITE, { visitorId, sessionId: 's', itemIds, carted: [] });
  }
  recommender.learnOrders(SITE, [
    { transactionId: 'other', itemIds: ['e', 'f'] },
    ...[60, 30].map((days) => ({
      transactionId: `own ${days}`,
      itemIds: ['g'],
      placedAt: NOW - days * DAY_MS,
      visitorId: ASKER,
    })),
  ]);
  recent.add(SITE, ASKER, ['a']);
  return parts;
}

describe.each(TABLE)('with %s granted', (_, { granted, reads, kept, learns }) => {
  const isRead = reads === 'person';
  const codes = (asked: Parameters<typeof askDecide>[1]) =>
    askDecide(openShop(granted), { granted, ...asked }).map(({ itemId, reason }) => [
      itemId,
      reason.code,
    ]);

  test(`a decision reads ${isRead ? 'what they looked at, here and by their browser' : 'nothing that they looked at'}`, () => {
    const found = codes({ strategy: 'recently_viewed', recent: ['c'] });
    const seen = [
      ['c', 'recently_viewed'],
      ['a', 'recently_viewed'],
    ];
    if (isRead) expect(found).toEqual(seen);
    else for (const one of seen) expect(found).not.toContainEqual(one);
    const led = codes({ strategy: 'for_you', recent: ['c'] });
    for (const one of ['b', 'd']) {
      const expected = expect(led);
      if (isRead) expected.toContainEqual([one, 'viewed_with']);
      else expected.not.toContainEqual([one, 'viewed_with']);
    }
  });

  test(`a decision reads ${isRead ? 'what they bought' : 'nothing that they bought'}`, () => {
    const expected = expect(codes({ strategy: 'replenish' }));
    if (isRead) expected.toContainEqual(['g', 'bought_before']);
    else expected.not.toContainEqual(['g', 'bought_before']);
  });

  test('a decision reads item and cart of the request', () => {
    expect(codes({ strategy: 'related', item: 'c' })[0]).toEqual(['d', 'viewed_with']);
    expect(codes({ strategy: 'cross_sell', cart: ['e'] })[0]).toEqual(['f', 'bought_with']);
    expect(codes({ strategy: 'popular', category: 'only f' })[0]).toEqual(['f', 'popular']);
  });

  test(`a decision is ${kept ? 'kept under just these purposes' : 'not kept'}`, () => {
    const parts = openShop(granted);
    askDecide(parts, { granted, recent: ['c'] });
    const rows = parts.kept.map(({ visitor_id, purposes }) => ({ visitor_id, purposes }));
    expect(rows).toEqual(kept ? [{ visitor_id: ASKER, purposes: kept }] : []);
  });

  test(`models learn ${learns}`, () => {
    const parts = openShop(['personalization']);
    const { recommender, recent } = parts;
    const views = (visitor: number) =>
      ['g', 'h'].map((itemId) =>
        eventRow({
          itemIds: [itemId],
          purposes: [...granted],
          visitor_id: `visitor ${visitor}`,
          session_id: `session ${visitor}`,
          time: NOW,
        }),
      );
    const find = (strategy: 'related' | 'trending' | 'popular', item?: string) => {
      const query = { siteId: SITE, strategy, cart: [], recent: [] };
      return [...recommender.candidates({ ...query, ...(item !== undefined && { item }) })];
    };
    const countOf = (itemId: string) =>
      find('popular').find((one) => one.item.item_id === itemId)?.score ?? 0;
    const before = countOf('h');
    for (let visitor = 1; visitor <= 4; visitor += 1) {
      recommender.learnEvents(views(visitor));
      recent.learnEvents(views(visitor));
    }
    const isLearned = learns === 'everything';
    expect(find('related', 'g')[0]?.cause.code === 'viewed_with').toBe(isLearned);
    const rising = find('trending').slice(0, 2);
    expect(rising.some(({ item }) => item.item_id === 'h')).toBe(isLearned);
    expect(recent.of(SITE, 'visitor 1')).toEqual(isLearned ? ['h', 'g'] : []);
    expect(countOf('h') - before).toBe(isLearned ? 4 : 0);
    recommender.learnEvents(views(5));
    expect(countOf('h') - before).toBe(learns === 'nothing' ? 0 : 5);
    expect(find('related', 'g')[0]?.cause.code === 'viewed_with').toBe(isLearned);
  });
});

test.each([
  ['the request says less than the ledger', ['personalization'], []],
  ['the ledger holds less than the request says', [], ['personalization']],
])('nothing of the person is read or kept where %s', (_, ledger, granted) => {
  const parts = openShop(ledger);
  const found = askDecide(parts, { strategy: 'recently_viewed', granted, recent: ['c'] });
  expect(found.map(({ reason }) => reason.code)).not.toContain('recently_viewed');
  expect(parts.kept).toEqual([]);
});
