import { expect, test, vi } from 'vitest';
import { createPurchases, type Purchases } from '../../../collector/src/recommend/purchases.ts';

const DAY = 86_400_000;

/** Each visit of `buyer` to the shop, with all of the items in one order. */
function buy(
  purchases: Purchases,
  buyer: string,
  itemIds: readonly string[],
  days: readonly number[],
) {
  for (const day of days) {
    const transactionId = `${buyer} ${itemIds[0]} ${day}`;
    purchases.add(buyer, { transactionId, itemIds, placedAt: day * DAY });
  }
}

test('a rhythm of others is that of the fifty who bought it again last, however many bought it', () => {
  const purchases = createPurchases();
  for (let n = 0; n < 60; n += 1) buy(purchases, `slow ${n}`, ['tea'], [0, 90]);
  for (let n = 0; n < 50; n += 1) buy(purchases, `quick ${n}`, ['tea'], [100, 110]);
  for (let n = 0; n < 2_000; n += 1) buy(purchases, `once ${n}`, ['tea'], [120]);
  buy(purchases, 'ana', ['tea'], [130]);
  const look = vi.spyOn(Map.prototype, 'get');
  const rhythms = purchases.rhythms('ana');
  const looked = look.mock.calls.length;
  look.mockRestore();
  expect(rhythms).toEqual([{ itemId: 'tea', lastAt: 130 * DAY, gapMs: 10 * DAY }]);
  expect(looked).toBeLessThan(200);
});

test('who is forgotten no longer gives others a rhythm, and one who comes again counts once', () => {
  const purchases = createPurchases();
  for (let n = 0; n < 5; n += 1) buy(purchases, `${n}`, ['tea'], [0, 10, 20, 30]);
  buy(purchases, 'ana', ['tea'], [40]);
  expect(purchases.rhythms('ana')).toMatchObject([{ gapMs: 10 * DAY }]);
  purchases.forget('0');
  expect(purchases.rhythms('ana')).toEqual([]);
});

test('keeps of one person the five hundred items that they bought last', () => {
  const purchases = createPurchases();
  const box = (day: number) => Array.from({ length: 100 }, (_, n) => `${day} ${n}`);
  for (let day = 1; day <= 7; day += 1) buy(purchases, 'ana', [...box(day), 'tea'], [day]);
  const newest = purchases.newest('ana');
  expect(newest).toHaveLength(500);
  expect(newest.slice(0, 101)).toContain('tea');
  expect(newest).toEqual(expect.arrayContaining([...box(7), ...box(4)]));
  expect(purchases.boughtSince('ana', 0)).toEqual(new Set(newest));
  buy(purchases, 'ana', ['late'], [3]);
  expect(purchases.newest('ana')).toHaveLength(500);
});
