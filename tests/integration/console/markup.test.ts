import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillShop, NASTY } from './fill-shop.ts';
import { openPages, type TestPages } from './open-pages.ts';
import { NOW, setAsideRow } from './shop-rows.ts';
import { insertRows } from '../../support/insert-rows.ts';

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages(async ({ database, refusals }) => {
    await fillShop(database);
    await insertRows(database, 'events_set_aside', [setAsideRow(`items.0.${NASTY}`)]);
    refusals.add({ at: NOW, code: 'wrong_origin', path: '/v1/events', origin: `https://${NASTY}` });
  });
});
afterAll(() => pages.close());

test.each([
  '',
  '/live',
  '/segments/everyone',
  '/together',
  '/recommendations/report',
  '/delivery',
  '/test?page=%3Cscript%3E',
])('nothing that came from outside is markup on %j', async (path) => {
  const page = await pages.see(path);
  expect(page).not.toContain(NASTY);
  expect(page).not.toMatch(/<script(?! type="module" src="\/console\/assets\/)/);
  expect(page).not.toMatch(/ style=| on\w+=/);
});
