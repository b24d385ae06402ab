import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../collector/src/clickhouse/database.ts';
import { fillShop } from './fill-shop.ts';
import { openPages, type TestPages, textOf } from './open-pages.ts';
import { NOW, setAsideRow, SITE } from './shop-rows.ts';
import { insertRows } from '../../support/insert-rows.ts';

const MINUTE = 60_000;

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages(async ({ database }) => {
    await fillShop(database);
    await fillBooks(database);
  });
});
afterAll(() => pages.close());

test('the delivery books add up, count repeated lines once and say what came twice', async () => {
  const text = textOf(await pages.see('/delivery'));
  expect(text).toContain('The books balance');
  expect(text).toMatch(/Sum 19 14 1 2 0 2/);
  expect(text).toContain('5 events were recognised late as sent twice.');
  expect(text).toContain('14 stored − 9 distinct');
  expect(text).toContain('wrong_type items.0.price expected a number 1');
  expect(text).not.toContain('secret');
});

test('draws the books as an image that can run and load nothing', async () => {
  const answer = await pages.request('/console/charts/delivery.svg', {
    headers: { Cookie: pages.cookie },
  });
  expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  expect(await answer.text()).toMatch(/^<svg /);
});

async function fillBooks(database: Database): Promise<void> {
  const book = { site_id: SITE, no_consent: 1, bot: 0, replayed: 0 };
  const minute = Math.floor((NOW - 10 * MINUTE) / 1_000);
  await insertRows(database, 'ingest_outcomes', [
    { ...book, minute, line_id: 'a', received: 12, rejected: 2, duplicate: 1, stored: 8 },
    { ...book, minute, line_id: 'b', received: 7, rejected: 0, duplicate: 0, stored: 6 },
    { ...book, minute, line_id: 'b', received: 7, rejected: 0, duplicate: 0, stored: 6 },
  ]);
  await insertRows(database, 'events_set_aside', [setAsideRow('items.0.price')]);
}
