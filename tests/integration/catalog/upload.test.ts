import type { CatalogItem } from '@tendero/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { goods } from '../../support/catalog-of.ts';
import {
  openTestCollector,
  TEST_ORIGIN,
  TEST_SITE,
  type TestCollector,
} from '../../support/open-test-collector.ts';

/** Each test uses a site of its own, so that none sees another's catalogue. */
const SITES = ['upsert', 'replace', 'patch', 'restart', 'refusals'];
const secretKey = (site: string) => `secret-key-of-${site}`;

let collector: TestCollector;
beforeAll(async () => {
  const sites = SITES.map((id) => ({
    ...TEST_SITE,
    id,
    writeKeys: [`write-key-of-site-${id}`],
    secretKeys: [secretKey(id)],
  }));
  collector = await openTestCollector({ config: { sites } });
});
afterAll(() => collector.remove());

interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string | ReadableStream<Uint8Array>;
  readonly headers?: Record<string, string>;
}

async function call(site: string, { method = 'PUT', path = '', body, headers = {} }: Call) {
  return collector.app.request(`/v1/catalog/items${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${secretKey(site)}`,
      'Content-Type': 'application/x-ndjson',
      ...headers,
    },
    ...(body !== undefined && { body }),
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
}

function ndjson(items: readonly object[]): string {
  return items.map((item) => JSON.stringify(item)).join('\n');
}

async function stored(site: string) {
  const rows = await collector.database.serve.query({
    sql: `SELECT item_id, availability, toString(price) AS price FROM catalog_items FINAL
          WHERE site_id = {site: String} ORDER BY item_id`,
    params: { site },
    row: z.object({ item_id: z.string(), availability: z.string(), price: z.string().nullable() }),
  });
  return Object.fromEntries(rows.map((row) => [row.item_id, `${row.availability} ${row.price}`]));
}

const many = (count: number, changes: Partial<CatalogItem> = {}) =>
  Array.from({ length: count }, (_, index) => goods(`item-${index}`, changes));

describe('upsert', () => {
  test('stores the good lines, names the bad ones, and is on disk when it answers', async () => {
    const lines = [goods('a', { price: 12.35 }), { ...goods('b'), price: 'x' }, goods('c')];
    const answer = await call('upsert', { body: ndjson(lines) });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      outcomes: { stored: 2, rejected: 1, unavailable: 0 },
      rejected: [{ line: 2, code: 'invalid_item', path: 'price' }],
    });
    expect(await stored('upsert')).toEqual({ a: 'in_stock 12.35', c: 'in_stock 10' });
  });

  test('takes the last of two lines for one item, and leaves the others alone', async () => {
    const lines = [goods('a', { price: 1 }), goods('a', { price: 2 })];
    await call('upsert', { body: ndjson(lines) });
    expect(await stored('upsert')).toEqual({ a: 'in_stock 2', c: 'in_stock 10' });
  });

  test('stores a body of 12,000 items that arrives in small pieces', async () => {
    const bytes = Buffer.from(ndjson(many(12_000)));
    let offset = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(bytes.subarray(offset, (offset += 50_001)));
        if (offset >= bytes.length) controller.close();
      },
    });
    const answer = await call('upsert', { body });
    expect(await answer.json()).toMatchObject({ outcomes: { stored: 12_000, rejected: 0 } });
    expect(Object.keys(await stored('upsert'))).toHaveLength(12_002);
  });

  test('reads CSV', async () => {
    const body = 'item_id,title,price,availability\nfrom-csv,Taza,3.5,in_stock\n';
    const answer = await call('upsert', {
      body,
      headers: { 'Content-Type': 'text/csv; charset=utf-8' },
    });
    expect(await answer.json()).toMatchObject({ outcomes: { stored: 1, rejected: 0 } });
    expect(await stored('upsert')).toMatchObject({ 'from-csv': 'in_stock 3.5' });
  });
});

describe('replace', () => {
  test('makes what is absent unavailable, but refuses when over 30 % would go', async () => {
    const replace = (items: readonly object[], query = '') =>
      call('replace', { path: `?mode=replace${query}`, body: ndjson(items) });
    expect((await replace(many(10))).status).toBe(200);

    const refused = await replace(many(6, { price: 99 }));
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      code: 'too_many_gone',
      detail: expect.stringContaining('4 of 10'),
    });
    expect(new Set(Object.values(await stored('replace')))).toEqual(new Set(['in_stock 10']));

    const accepted = await replace(many(7, { price: 99 }));
    expect(await accepted.json()).toMatchObject({ outcomes: { stored: 7, unavailable: 3 } });
    expect(await stored('replace')).toMatchObject({
      'item-6': 'in_stock 99',
      'item-7': 'unavailable 10',
    });

    expect((await replace([])).status).toBe(409);
    const forced = await replace(many(1), '&force=1');
    expect(await forced.json()).toMatchObject({ outcomes: { stored: 1, unavailable: 6 } });
  });

  test('keeps an item whose line was refused', async () => {
    const items = many(10);
    const body = ndjson([...items.slice(1), { ...items[0], price: 'x' }]);
    await call('replace', { path: '?mode=replace&force=1', body: ndjson(items) });
    const answer = await call('replace', { path: '?mode=replace', body });
    expect(await answer.json()).toMatchObject({
      outcomes: { stored: 9, rejected: 1, unavailable: 0 },
    });
    expect(await stored('replace')).toMatchObject({ 'item-0': 'in_stock 10' });
  });
});

describe('one item', () => {
  const patch = (id: string, changes: object) =>
    call('patch', { method: 'PATCH', path: `/${id}`, body: JSON.stringify(changes) });

  test('is changed field by field; null takes a field away', async () => {
    await call('patch', { body: ndjson([goods('a', { sale_price: 8 })]) });
    const answer = await patch('a', { price: 11, sale_price: null });
    expect(answer.status).toBe(200);
    const { sale_price: _, ...expected } = { ...goods('a', { price: 11 }), sale_price: 0 };
    expect(await answer.json()).toEqual(expected);
    expect(await stored('patch')).toEqual({ a: 'in_stock 11' });
  });

  test.each([
    ['another id', { item_id: 'z' }, 'item_id: '],
    ['a script as its address', { url: 'javascript:alert(1)' }, 'url: '],
    ['no availability', { availability: null }, 'availability: '],
  ])('is not changed to %s', async (_, changes, place) => {
    const answer = await patch('a', changes);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'invalid_body',
      detail: expect.stringContaining(place),
    });
    expect(await stored('patch')).toEqual({ a: 'in_stock 11' });
  });

  test('is gone after DELETE, and is no more there to change', async () => {
    const remove = () => call('patch', { method: 'DELETE', path: '/a' });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
    expect((await patch('a', { price: 1 })).status).toBe(404);
    expect(await stored('patch')).toEqual({ a: 'deleted 11' });
  });
});

test.each<[string, number, string, Call]>([
  ['a wrong key', 401, 'unknown_secret_key', { headers: { Authorization: 'Bearer wrong' } }],
  ['a browser', 403, 'secret_key_in_browser', { headers: { Origin: TEST_ORIGIN } }],
  ['an unknown format', 415, 'unknown_format', { headers: { 'Content-Type': 'constructor' } }],
  ['an unknown mode', 400, 'unknown_mode', { path: '?mode=merge' }],
])('refuses %s', async (...[, status, code, request]) => {
  const answer = await call('refusals', { body: ndjson([goods('a')]), ...request });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ code });
  expect(await stored('refusals')).toEqual({});
});

test('is the same after a restart, without what was deleted', async () => {
  const full = goods('full', {
    item_group_id: 'g',
    sale_price: 9.99,
    brand: 'Alba',
    attributes: { colour: 'azul' },
    title: { es: 'Tetera “azul”', en: 'Teapot 🫖' },
  });
  const bare = { item_id: 'bare', title: { es: 'Nada' }, availability: 'in_stock', category: [] };
  await call('restart', { body: ndjson([full, bare, goods('gone')]) });
  await call('restart', { method: 'DELETE', path: '/gone' });
  collector = await collector.restart();
  const read = async (id: string) =>
    (await call('restart', { method: 'PATCH', path: `/${id}`, body: '{}' })).json();
  expect(await read('full')).toEqual(full);
  expect(await read('bare')).toEqual({ ...bare, attributes: {} });
  expect(await read('gone')).toMatchObject({ code: 'unknown_item' });
});
