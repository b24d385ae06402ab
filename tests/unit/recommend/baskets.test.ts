import { expect, test } from 'vitest';
import { type Baskets, createBaskets } from '../../../collector/src/recommend/baskets.ts';

function fill(baskets: Baskets, contents: Record<string, readonly number[]>): Baskets {
  for (const [owner, items] of Object.entries(contents)) {
    for (const item of items) baskets.add({ owner, name: 'one' }, item);
  }
  return baskets;
}

function neighbours(baskets: Baskets, item: number): Record<number, number> {
  const found: Record<number, number> = {};
  baskets.eachNeighbour(item, (other, together) => (found[other] = together));
  return found;
}

test('counts for each item in how many baskets it is together with another', () => {
  const baskets = fill(createBaskets(), { ana: [1, 2, 3], bob: [1, 2], eva: [2, 3] });
  expect(neighbours(baskets, 1)).toEqual({ 2: 2, 3: 1 });
  expect(neighbours(baskets, 3)).toEqual({ 1: 1, 2: 2 });
  expect(neighbours(baskets, 9)).toEqual({});
  expect(baskets.count(2)).toBe(3);
});

test('counts an item of a basket once, however often it is added', () => {
  const baskets = createBaskets();
  expect(baskets.add({ owner: 'ana', name: 'one' }, 1)).toBe(true);
  expect(baskets.add({ owner: 'ana', name: 'one' }, 1)).toBe(false);
  expect(baskets.count(1)).toBe(1);
});

test('keeps two sessions of one visitor apart', () => {
  const baskets = createBaskets();
  baskets.add({ owner: 'ana', name: 'morning' }, 1);
  baskets.add({ owner: 'ana', name: 'evening' }, 2);
  expect(neighbours(baskets, 1)).toEqual({});
});

test('forgets all baskets of an owner and nothing of the others', () => {
  const baskets = fill(createBaskets(), { ana: [1, 2], bob: [1, 3] });
  baskets.forget('ana');
  expect(neighbours(baskets, 1)).toEqual({ 3: 1 });
  expect(neighbours(baskets, 2)).toEqual({});
  expect(baskets.count(1)).toBe(1);
  fill(baskets, { ana: [4, 1] });
  expect(neighbours(baskets, 4)).toEqual({ 1: 1 });
});

test('lets the oldest basket go when there are too many', () => {
  const baskets = fill(createBaskets({ maxBaskets: 2 }), { ana: [1, 2], bob: [1, 3], eva: [1, 4] });
  expect(neighbours(baskets, 1)).toEqual({ 3: 1, 4: 1 });
  expect(baskets.count(1)).toBe(2);
});

test('counts the newest 200 baskets of an item that is in thousands', () => {
  const baskets = createBaskets();
  for (let index = 0; index < 3_000; index += 1) {
    fill(baskets, { [`old-${index}`]: [1, 2] });
  }
  for (let index = 0; index < 200; index += 1) fill(baskets, { [`new-${index}`]: [1, 3] });
  expect(neighbours(baskets, 1)).toEqual({ 3: 200 });
});

test('takes at most 100 items of one basket', () => {
  const items = Array.from({ length: 300 }, (_, index) => index);
  const baskets = fill(createBaskets(), { warehouse: items });
  expect(Object.keys(neighbours(baskets, 0))).toHaveLength(99);
});
