import { expect, test } from 'vitest';
import type { ReadLane } from '../../../collector/src/clickhouse/database.ts';
import { fillShop } from '../../../collector/src/recommend/fill-shop.ts';
import { countTurns } from '../../support/count-turns.ts';

const DAY = { day: '2026-05-01', item_id: 'teapot', weight: '1' };
const ORDER = { transaction_id: '1', placed_ms: '0', item_ids: ['teapot'] };

test('while a shop’s days and orders are learned others have their turn, and a withdrawal in it counts', async () => {
  const days = [DAY, DAY, DAY];
  const orders = ['ana', 'bob', 'ana', 'bob'].map((buyer) => ({ ...ORDER, buyer }));
  const lane: ReadLane = {
    query: async ({ sql, row }) =>
      (sql.includes('FROM orders') ? orders : days).map((one) => row.parse(one)),
  };
  const counted = countTurns();
  const dayTurns: number[] = [];
  const buyers: unknown[] = [];
  let isWithdrawn = false;
  await fillShop({
    lane,
    siteId: 'shop',
    recommender: {
      learnDay: () => void dayTurns.push(counted.turns),
      learnPurchases(_siteId, learned) {
        buyers.push(...learned.map(({ visitorId }) => visitorId));
        setImmediate(() => (isWithdrawn = true));
      },
    },
    now: Date.UTC(2026, 4, 20),
    isAllowed: (visitorId) => visitorId === 'bob' || !isWithdrawn,
  });
  expect(new Set(dayTurns).size).toBe(days.length);
  expect(buyers).toEqual(['ana', 'bob', 'bob']);
});
