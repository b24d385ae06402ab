import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillShop } from './fill-shop.ts';
import { figure, openPages, type TestPages, textOf } from './open-pages.ts';

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages(({ database }) => fillShop(database));
});
afterAll(() => pages.close());

test('counts people by verified login, else by order, else by browser', async () => {
  const page = await pages.see('/segments');
  expect(figure(page, 'Everyone')).toBe('5');
  expect(figure(page, 'Customers')).toBe('4');
  expect(page).toContain('since 24 September 2026');
});

test('lists the customers without a visitor id in page or link', async () => {
  const page = await pages.see('/segments/customers');
  expect(textOf(page)).toContain('Customer C1');
  expect(page).not.toContain('browser&quot;');
  expect(page).not.toContain('ana-browser');
  expect(page).not.toContain('bea-browser');
});
