import { expect, test } from 'vitest';
import { createCatalog } from '../../../demo-site/src/catalog/catalog.ts';
import { pairUp } from '../../../demo-site/src/shoppers/goes-with.ts';
import { simulateHistory } from '../../../demo-site/src/shoppers/history.ts';
import { visitPairs } from '../../../demo-site/src/shoppers/to-wire.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const products = createCatalog();
const history = simulateHistory({ products, now: NOW, seed: 'test', people: 150, days: 30 });

test('the same seed and moment give the same past, another seed gives another', () => {
  const again = simulateHistory({ products, now: NOW, seed: 'test', people: 150, days: 30 });
  const stepsOf = ({ visits }: typeof history) => visits.map(({ steps }) => steps);
  expect(stepsOf(again)).toEqual(stepsOf(history));
  const other = simulateHistory({ products, now: NOW, seed: 'other', people: 150, days: 30 });
  expect(stepsOf(other)).not.toEqual(stepsOf(history));
});

test('nothing of it lies in the future, and every order has its own number', () => {
  const times = history.visits.flatMap(({ steps }) => steps.map(({ at }) => at));
  expect(Math.max(...times)).toBeLessThan(NOW);
  const orders = history.visits.flatMap(({ orderId }) => orderId ?? []);
  expect(new Set(orders).size).toBe(orders.length);
});

test('people come back to their shelves, so that there is something to find', () => {
  const shares = history.shoppers.flatMap((shopper) => {
    const seen = history.visits
      .filter((visit) => visit.shopper === shopper)
      .flatMap(({ steps }) => steps.filter(({ type }) => type === 'view_item'))
      .flatMap((step) => step.products.map(({ category }) => category.id));
    if (seen.length < 10) return [];
    const counts = [...new Set(seen)].map((id) => seen.filter((one) => one === id).length);
    return (
      counts
        .toSorted((one, other) => other - one)
        .slice(0, 2)
        .reduce((sum, one) => sum + one, 0) / seen.length
    );
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  // of ten shelves two would hold a fifth by chance
  expect(mean).toBeGreaterThan(0.6);
});

test('some of the visits end in an order, most do not', () => {
  const share =
    history.visits.filter(({ orderId }) => orderId !== undefined).length / history.visits.length;
  expect(share).toBeGreaterThan(0.02);
  expect(share).toBeLessThan(0.15);
});

test('every event of a visit carries what its visitor had said', () => {
  const visit = history.visits.find(({ shopper }) => shopper.said === 'analytics');
  if (!visit) throw new Error('nobody said that');
  for (const { context } of visitPairs(visit, NOW - 1, 'https://shop.example')) {
    expect(context).toMatchObject({
      visitor: visit.shopper.visitorId,
      consent: { states: { analytics: 'granted', personalization: 'denied' } },
    });
  }
});

test('what goes together is bought together far more often than what does not', () => {
  const pairs = pairUp(products);
  const orders = history.visits.map(({ bought }) => bought).filter((bought) => bought.length > 1);
  const matched = orders.filter((bought) =>
    bought.some((product) => bought.some((other) => pairs.get(product) === other)),
  );
  // by chance it would be one order in a hundred
  expect(matched.length / orders.length).toBeGreaterThan(0.2);
});
