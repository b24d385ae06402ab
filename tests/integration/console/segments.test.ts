import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillShop } from './fill-shop.ts';
import { figure, openPages, type TestPages, textOf } from './open-pages.ts';
import { NOW, orderRow } from './shop-rows.ts';
import { insertRows } from '../../support/insert-rows.ts';

const DAY = 86_400_000;

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages(async ({ database }) => {
    await fillShop(database);
    await insertRows(database, 'orders', [
      orderRow({ id: 'T0', time: NOW - 100 * DAY, value: '5', customer: 'C1' }),
    ]);
  });
});
afterAll(() => pages.close());

test('counts people by verified login, else by order, else by browser', async () => {
  const page = await pages.see('/segments');
  expect(figure(page, 'Everyone')).toBe('5');
  expect(figure(page, 'Customers')).toBe('4');
  expect(textOf(page)).toMatch(/Everyone 5 [^0-9]* since 25 June 2026/);
});

test('a group of the last 30 days says that it counts from there', async () => {
  expect(await pages.see('/segments')).toContain('since 3 September 2026');
  expect(textOf(await pages.see('/segments/active'))).toContain('since 3 September 2026');
});

test('lists the customers without a visitor id in page or link', async () => {
  const page = await pages.see('/segments/customers');
  expect(textOf(page)).toContain('Customer C1');
  expect(page).not.toContain('browser&quot;');
  expect(page).not.toContain('ana-browser');
  expect(page).not.toContain('bea-browser');
});
