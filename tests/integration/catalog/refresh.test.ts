import type { CatalogItem } from '@tendero/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createCatalog,
  type StoredCatalog,
} from '../../../collector/src/catalog/stored-catalog.ts';
import type { ReadLane } from '../../../collector/src/clickhouse/database.ts';
import { goods } from '../../support/catalog-of.ts';
import { openTestDatabase, type TestDatabase } from '../../support/open-test-database.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

const START = Date.UTC(2026, 4, 20);

interface Opened extends StoredCatalog {
  /** How many rows of items each page had since the last look. */
  look(): number[];
}

/** The catalogue of one of several collectors, by its clock. */
async function openAt(now: number): Promise<Opened> {
  const { write, serve } = opened.database;
  let pages: number[] = [];
  const query: ReadLane['query'] = async (asked) => {
    const rows = await serve.query(asked);
    if (asked.sql.includes('availability')) pages.push(rows.length);
    return rows;
  };
  const catalog = createCatalog({ database: { write, serve: { query } }, clock: () => now });
  await catalog.load();
  // the newest of what was loaded: it may have come meanwhile
  await catalog.refresh();
  pages = [];
  const look = () => {
    const seen = pages;
    pages = [];
    return seen;
  };
  return { ...catalog, look };
}

const ids = (catalog: StoredCatalog, siteId: string) =>
  Array.from(catalog.items(siteId), (item: CatalogItem) => item.item_id).toSorted();

test('what others changed is read once, also what comes late and in a second that was read', async () => {
  const here = await openAt(START);
  const there = await openAt(START);
  const behind = await openAt(START - 30_000);
  await there.upsertItems('shop', [goods('a'), goods('b'), goods('c')]);
  await here.refresh();
  expect(ids(here, 'shop')).toEqual(['a', 'b', 'c']);
  expect(here.look()).toEqual([3]);
  await here.refresh();
  expect(here.look()).toEqual([]);

  await behind.upsertItems('shop', [goods('late')]);
  await here.refresh();
  expect(ids(here, 'shop')).toEqual(['a', 'b', 'c', 'late']);
  expect(here.look()).toEqual([1]);

  await there.upsertItems('shop', [goods('b', { price: 9 })]);
  await there.deleteItem('shop', 'c');
  await here.refresh();
  expect(here.get('shop', 'b')).toMatchObject({ price: 9 });
  expect(ids(here, 'shop')).toEqual(['a', 'b', 'late']);
  here.look();
  await here.refresh();
  expect(here.look()).toEqual([]);
});

test('a large upload of another is read page by page, and not again after what comes next', async () => {
  const here = await openAt(START + 600_000);
  const there = await openAt(START + 600_000);
  await there.upsertItems(
    'large',
    Array.from({ length: 10_001 }, (_, index) => goods(`${index}`)),
  );
  await here.refresh();
  expect(ids(here, 'large')).toHaveLength(10_001);
  expect(here.look()).toEqual([10_000, 1]);
  const later = await openAt(START + 605_000);
  await later.upsertItems('large', [goods('next')]);
  await here.refresh();
  expect(here.get('large', 'next')).toBeDefined();
  expect(here.look()).toEqual([1]);
});
