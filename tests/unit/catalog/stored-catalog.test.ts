import { expect, test } from 'vitest';
import { createCatalog } from '../../../collector/src/catalog/stored-catalog.ts';
import type { ReadLane } from '../../../collector/src/clickhouse/database.ts';
import { countTurns } from '../../support/count-turns.ts';
import { goods } from '../../support/catalog-of.ts';

const START = Date.UTC(2026, 4, 20);
const ITEMS = ['a', 'b', 'c'];

/** A catalogue whose database has these items at first and keeps what is written. */
async function openWith(stored: readonly object[] = []) {
  const kept: string[] = [];
  const query: ReadLane['query'] = async ({ sql, row }) =>
    sql.includes('availability') ? stored.map((one) => row.parse(one)) : [];
  const never = () => Promise.reject(new Error('the catalogue does not do this'));
  const catalog = createCatalog({
    database: {
      serve: { query },
      write: {
        query,
        command: never,
        remove: never,
        async insert(table, chunks) {
          if (table === 'catalog_items') kept.push(Buffer.concat([...chunks]).toString());
        },
      },
    },
    clock: () => START,
  });
  const counted = countTurns();
  const told: number[] = [];
  catalog.follow(() => told.push(counted.turns));
  await catalog.load();
  return { catalog, told, kept };
}

test('while an upload comes in others have their turn, and a second one waits until the first is through', async () => {
  const { catalog, told, kept } = await openWith();
  const uploads = [1, 2].map((price) =>
    catalog.upsertItems(
      'shop',
      ITEMS.map((id) => goods(id, { price })),
    ),
  );
  await uploads[0];
  expect(catalog.get('shop', 'c')).toMatchObject({ price: 1 });
  await uploads[1];
  expect(new Set(told).size).toBe(6);
  expect(ITEMS.map((id) => catalog.get('shop', id)?.price)).toEqual([2, 2, 2]);
  const versions = kept
    .join('')
    .trim()
    .split('\n')
    .map((line) => Number(/"version":(\d+)/.exec(line)?.[1]));
  expect(versions).toEqual(ITEMS.concat(ITEMS).map((_, index) => START * 1_000 + index));
});

test('while a catalogue is read others have their turn', async () => {
  const row = {
    site_id: 'shop',
    version: 1,
    item_group_id: '',
    title: { es: 'Taza' },
    url: '',
    image_url: '',
    price: null,
    sale_price: null,
    currency: '',
    availability: 'in_stock',
    category: [],
    brand: '',
    attributes: {},
  };
  const { catalog, told } = await openWith(ITEMS.map((item_id) => ({ ...row, item_id })));
  expect([...catalog.items('shop')].map((item) => item.item_id)).toEqual(ITEMS);
  expect(new Set(told).size).toBe(3);
});
