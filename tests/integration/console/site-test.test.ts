import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillShop } from './fill-shop.ts';
import { openPages, type TestPages, textOf } from './open-pages.ts';
import { eventRow, NOW } from './shop-rows.ts';
import { insertEvents } from '../../support/insert-rows.ts';

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages(async ({ database, refusals }) => {
    await fillShop(database);
    await insertEvents(database, [
      eventRow({ time: NOW - 60_000, page_url: 'https://old.example:8443/es/p/cup?color=red' }),
    ]);
    refusals.add({
      at: NOW,
      code: 'wrong_origin',
      path: '/v1/events',
      origin: 'https://copy.example',
    });
  });
});
afterAll(() => pages.close());

test('the site test shows tag, origins, arrivals and refusals', async () => {
  const text = textOf(await pages.see('/test?page=https://shop.example/x'));
  expect(text).toContain('https://shop.example : on the list of this shop');
  expect(text).toContain('last event 3 Oct 2026, 14:30');
  expect(text).toContain(
    'https://old.example:8443 : not on the list of this shop, last event 3 Oct 2026, 14:29',
  );
  expect(text).toContain('/v1/events wrong_origin');
  expect(text).toContain('Looked at a product');
});
