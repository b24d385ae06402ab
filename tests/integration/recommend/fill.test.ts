import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadLane } from '../../../collector/src/clickhouse/database.ts';
import type { EventRow } from '../../../collector/src/ingest/event-row.ts';
import { createRecommender } from '../../../collector/src/recommend/create-recommender.ts';
import { MAX_ITEMS } from '../../../collector/src/recommend/engine/session-index.ts';
import { fillRecommender } from '../../../collector/src/recommend/fill-recommender.ts';
import type { SeenSession } from '../../../collector/src/recommend/recommender.ts';
import { catalogOf, goods } from '../../support/catalog-of.ts';
import { eventRow } from '../../support/event-row.ts';
import { insertEvents, insertRows } from '../../support/insert-rows.ts';
import { openTestDatabase, type TestDatabase } from '../../support/open-test-database.ts';

const NOW = Date.UTC(2026, 4, 20);
/** Of all events that say nothing else. */
const DAY = Date.UTC(2026, 4, 1);

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

/** What a recommender knows after a start. */
async function fill(siteId: string) {
  const recommender = createRecommender({
    catalog: catalogOf('abcdef'.split('').map((id) => goods(id))),
  });
  const sessions: SeenSession[] = [];
  const lane = opened.database.serve;
  const onSession = (session: SeenSession) => void sessions.push(session);
  const isAllowed = (visitorId: string) => visitorId !== 'withdrew meanwhile';
  await fillRecommender({ lane, siteId, recommender, now: NOW, isAllowed, onSession });
  return { recommender, sessions };
}

function view(
  siteId: string,
  itemIds: readonly string[],
  changes: Partial<EventRow> = {},
): EventRow {
  return eventRow({ site_id: siteId, itemIds, ...changes });
}

const query = { cart: [], recent: [], strategy: 'popular' } as const;

describe('sessions', () => {
  test('come with their items in the order of their first view, and what went into the cart', async () => {
    const session = { visitor_id: 'ana', session_id: 'one' };
    await insertEvents(opened.database, [
      view('sessions', ['b'], session),
      view('sessions', ['a'], session),
      view('sessions', ['b'], session),
      view('sessions', ['a'], { ...session, type: 'add_to_cart' }),
      view('sessions', ['c'], { visitor_id: 'bob', session_id: 'two' }),
    ]);
    const { sessions } = await fill('sessions');
    expect(sessions).toEqual([
      { visitorId: 'ana', sessionId: 'one', day: DAY, itemIds: ['b', 'a'], carted: ['a'] },
      { visitorId: 'bob', sessionId: 'two', day: DAY, itemIds: ['c'], carted: [] },
    ]);
  });

  test('come day by day, the oldest first, however many there are of each', async () => {
    const days = ['2026-03-01', '2026-05-18', '2026-05-19'];
    const counts = [1, 10_500, 2];
    const rows = days.toReversed().flatMap((day, back) =>
      Array.from({ length: counts.at(-1 - back) ?? 0 }, (_, number) =>
        view('days', ['a'], {
          visitor_id: `${day} ${number}`,
          client_day: day,
          time: Date.parse(`${day}T10:00:00Z`),
        }),
      ),
    );
    await insertEvents(opened.database, rows);
    const { sessions } = await fill('days');
    const expected = days.flatMap((day, at) =>
      Array.from({ length: counts[at] ?? 0 }, () => Date.parse(day)),
    );
    expect(sessions.map(({ day }) => day)).toEqual(expected);
    expect(new Set(sessions.map(({ visitorId }) => visitorId)).size).toBe(10_503);
  });

  test('end with the reason when the database goes while some are learned', async () => {
    let asked = 0;
    const { serve } = opened.database;
    const lane: ReadLane = {
      async query(query) {
        if (query.sql.includes('groupUniqArrayIf')) asked += 1;
        if (asked === 2) throw new Error('gone');
        return serve.query(query);
      },
    };
    const recommender = createRecommender({ catalog: catalogOf([]) });
    const fillDays = { lane, siteId: 'days', recommender, now: NOW };
    await expect(
      fillRecommender({ ...fillDays, isAllowed: () => true, onSession: () => {} }),
    ).rejects.toThrow('gone');
  });

  test('come once though their rows were inserted twice', async () => {
    const rows = [view('twice', ['a', 'b'])];
    await insertEvents(opened.database, rows);
    await insertEvents(opened.database, rows);
    const { sessions } = await fill('twice');
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.itemIds).toEqual(['a', 'b']);
  });

  test('come with as many items as the index keeps, however many a page named', async () => {
    const names = Array.from({ length: 200 }, (_, at) => `made-up-${1000 + at}`);
    const session = { visitor_id: 'ana', session_id: 'one', type: 'add_to_cart' };
    await insertEvents(opened.database, [view('programs', names, session)]);
    const { sessions } = await fill('programs');
    expect(sessions[0]?.itemIds).toEqual(names.slice(0, MAX_ITEMS));
    expect(sessions[0]?.carted.toSorted()).toEqual(names.slice(0, MAX_ITEMS));
  });

  test('leave out the team, other events, old seasons and who has no personalization', async () => {
    await insertEvents(opened.database, [
      view('left-out', ['a'], { internal: true }),
      view('left-out', ['a'], { type: 'view_item_list' }),
      view('left-out', ['a'], { purposes: ['analytics'] }),
      view('left-out', ['a'], { client_day: '2026-01-01' }),
    ]);
    const { sessions, recommender } = await fill('left-out');
    expect(sessions).toEqual([]);
    const [first] = recommender.candidates({ ...query, siteId: 'left-out' });
    expect(first).toBeUndefined();
  });

  test('leave out who has withdrawn since', async () => {
    await insertEvents(opened.database, [
      view('withdrawn', ['a'], { visitor_id: 'ana' }),
      view('withdrawn', ['b'], { visitor_id: 'bob' }),
      view('withdrawn', ['c'], { visitor_id: 'withdrew meanwhile' }),
    ]);
    await insertRows(opened.database, 'consent_states', [
      {
        site_id: 'withdrawn',
        visitor_id: 'ana',
        granted: ['analytics'],
        notice_version: '1',
        source: 'banner',
        decision_id: 'd',
        decided_at: new Date(NOW).toISOString(),
        rank: 1,
      },
    ]);
    const { sessions } = await fill('withdrawn');
    expect(sessions.map(({ visitorId }) => visitorId)).toEqual(['bob']);
  });
});

test('counts of visitors with analytics alone come from five visitors or more', async () => {
  const seenBy = (item: string, visitors: number) =>
    Array.from({ length: visitors }, (_, index) =>
      view('shop', [item], { visitor_id: `visitor-${index}`, purposes: ['analytics'] }),
    );
  await insertEvents(opened.database, [...seenBy('e', 5), ...seenBy('d', 4), ...seenBy('d', 4)]);
  const { recommender, sessions } = await fill('shop');
  expect(sessions).toEqual([]);
  const [first, second] = recommender.candidates({ ...query, siteId: 'shop' });
  expect(first).toMatchObject({ item: { item_id: 'e' }, score: 5 });
  expect(second).toMatchObject({ score: 0 });
});

test('orders say what is bought together, by their newest version and without postage', async () => {
  const order = (id: string, items: readonly string[], version = 1) => ({
    site_id: 'orders',
    transaction_id: id,
    placed_at: new Date(NOW).toISOString(),
    day: '2026-05-20',
    customer_id: '',
    visitor_id: '',
    country: '',
    currency: 'EUR',
    value: '1.00',
    tax: null,
    shipping: null,
    coupon: '',
    'lines.item_id': items,
    'lines.item_name': items.map(() => ''),
    'lines.kind': items.map((item) => (item === 'POST' ? 'charge' : 'goods')),
    'lines.quantity': items.map(() => 1),
    'lines.price': items.map(() => '1.00'),
    source: 'server',
    received_at: new Date(NOW).toISOString(),
    version,
  });
  await insertRows(opened.database, 'orders', [
    order('1', ['a', 'b', 'POST']),
    order('2', ['a', 'b']),
    order('3', ['a', 'c']),
    order('4', ['a', 'f']),
    order('4', ['a', 'd'], 2),
  ]);
  const { recommender } = await fill('orders');
  const together = recommender.boughtTogether('orders', 'a', 10);
  expect(together[0]).toEqual({ itemId: 'b', orders: 2 });
  expect(new Set(together.map(({ itemId }) => itemId))).toEqual(new Set(['b', 'c', 'd']));
});
