import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import {
  openTestCollector,
  TEST_SITE,
  type TestCollector,
} from '../../support/open-test-collector.ts';

const HEADER = 'invoice,stock_code,invoice_date,quantity,price,customer_id,country,description';
const MAPPING = {
  order: 'invoice',
  item: 'stock_code',
  time: 'invoice_date',
  customer: 'customer_id',
  name: 'description',
  refundPrefix: 'C',
  charges: 'POST',
  itemUrl: '/p/{item_id}',
};
const LINES = [
  HEADER,
  '1001,A 1,2025-07-01 12:01:00,2,6.95,77,Spain,Taza',
  '1002,B1,2025-07-01 12:05:00,1,3.10,,France,Plato',
  '1001,B1,2025-07-01 12:00:00,1,3.15,77,Spain,"Plato, hondo"',
  '1001,B1,2025-07-01 12:00:00,1,3.15,77,Spain,"Plato, hondo"',
  '1001,POST,2025-07-01 12:01:00,1,4.00,77,Spain,Porte',
  'C1003,A 1,2025-07-02 09:00:00,-1,6.95,77,Spain,Taza',
  '1004,A 1,2025-07-03 09:00:00,-30,0,,Spain,rota',
  'X1,B,2025-07-03 09:00:00,1,-50,,Spain,Ajuste',
];
const FILE = `${LINES.join('\n')}\n`;

let collector: TestCollector;

beforeEach(async () => {
  collector = await openTestCollector();
});

afterEach(() => collector.remove());

const line = z.looseObject({ phase: z.string() });

async function post(body: BodyInit, mapping: Record<string, string> = MAPPING) {
  return collector.app.request(`/v1/import/orders?${new URLSearchParams(mapping)}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${TEST_SITE.secretKeys[0]}` },
    body,
  });
}

/** The last line of the answer. */
async function importFile(body: BodyInit, mapping?: Record<string, string>) {
  const answer = await post(body, mapping);
  const lines = (await answer.text()).trim().split('\n');
  return line.parse(JSON.parse(lines.at(-1) ?? ''));
}

function rows(sql: string) {
  return collector.database.serve.query({ sql, row: z.record(z.string(), z.unknown()) });
}

/** All that an import makes, but for when it was made. */
async function tables() {
  return {
    orders: await rows('SELECT * EXCEPT (received_at, version) FROM orders FINAL ORDER BY ALL'),
    refunds: await rows('SELECT * EXCEPT (received_at, version) FROM refunds FINAL ORDER BY ALL'),
    items: await rows(
      'SELECT * EXCEPT (updated_at, version) FROM catalog_items FINAL ORDER BY ALL',
    ),
    lines: await rows('SELECT * FROM import_lines FINAL ORDER BY ALL'),
  };
}

test('gathers the lines of an order however far apart, at its earliest time, repeats included', async () => {
  const summary = await importFile(FILE);
  expect(summary).toMatchObject({
    phase: 'done',
    lines: 8,
    accepted: 6,
    refused: 2,
    reasons: { negative_quantity: 1, negative_price: 1 },
    orders: 2,
    refunds: 1,
    items: 2,
  });
  const [order] = await rows("SELECT * FROM orders FINAL WHERE transaction_id = '1001'");
  expect(order).toMatchObject({
    placed_at: '2025-07-01T10:00:00.000Z',
    day: '2025-07-01',
    customer_id: '77',
    visitor_id: '',
    country: 'Spain',
    currency: 'EUR',
    value: '24.2',
    'lines.item_id': ['A 1', 'B1', 'B1', 'POST'],
    'lines.item_name': ['Taza', 'Plato, hondo', 'Plato, hondo', 'Porte'],
    'lines.kind': ['goods', 'goods', 'goods', 'charge'],
    'lines.quantity': [2, 1, 1, 1],
    'lines.price': ['6.95', '3.15', '3.15', '4'],
  });
});

test('keeps a cancellation as an unmatched refund of what came back', async () => {
  await importFile(FILE);
  expect(await rows('SELECT * FROM refunds FINAL')).toMatchObject([
    { refund_id: 'C1003', transaction_id: '', value: '6.95', 'lines.quantity': [1] },
  ]);
});

test('lists the refused lines with number, reason and text, and keeps no accepted one', async () => {
  const { file } = z.object({ file: z.string() }).parse(await importFile(FILE));
  const answer = await collector.app.request(`/v1/import/orders/${file}/refused`, {
    headers: { Authorization: `Bearer ${TEST_SITE.secretKeys[0]}` },
  });
  const refused = (await answer.text()).trim().split('\n');
  expect(refused.map((one): unknown => JSON.parse(one))).toMatchObject([
    { line: 8, reason: 'negative_quantity', raw: LINES[7] },
    { line: 9, reason: 'negative_price', raw: LINES[8] },
  ]);
  expect(await rows("SELECT line FROM import_lines FINAL WHERE status = 'accepted'")).toEqual([]);
});

test('fills the catalogue from the goods and leaves charges and the shop’s own items alone', async () => {
  await collector.app.request('/v1/catalog/items?mode=upsert', {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${TEST_SITE.secretKeys[0]}`,
      'Content-Type': 'application/x-ndjson',
    },
    body: JSON.stringify({
      item_id: 'B1',
      title: { es: 'Plato hondo de barro' },
      availability: 'out_of_stock',
      category: ['Mesa'],
    }),
  });
  await importFile(FILE);
  const items = await rows(
    'SELECT item_id, title, url, price, availability FROM catalog_items FINAL ORDER BY item_id',
  );
  expect(items).toEqual([
    {
      item_id: 'A 1',
      title: { en: 'Taza' },
      url: '/p/A%201',
      price: '6.95',
      availability: 'in_stock',
    },
    {
      item_id: 'B1',
      title: { es: 'Plato hondo de barro' },
      url: '',
      price: null,
      availability: 'out_of_stock',
    },
  ]);
});

test('the same file, plain or gzip, changes nothing the second time', async () => {
  const first = await importFile(FILE);
  const before = await tables();
  expect(first).toMatchObject({ known: false });
  expect(await importFile(gzipSync(FILE))).toEqual({ ...first, known: true });
  expect(await tables()).toEqual(before);
});

test('the same book as a Spanish spreadsheet writes it comes to the same orders', async () => {
  const spanish = LINES.map((one) =>
    one
      .replaceAll('"Plato, hondo"', 'Plato& hondo')
      .replaceAll(/(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d):00/g, '$3/$2/$1 $4')
      .replaceAll(',', ';')
      .replaceAll(/(\d)\.(\d)/g, '$1,$2')
      .replaceAll('&', ','),
  );
  expect(spanish[3]).toBe('1001;B1;01/07/2025 12:00;1;3,15;77;Spain;Plato, hondo');
  const written = await importFile(`\uFEFF${spanish.join('\r\n')}\r\n`);
  const found = await tables();
  await collector.remove();
  collector = await openTestCollector();
  expect(written).toMatchObject({ ...(await importFile(FILE)), file: expect.any(String) });
  const { orders, refunds, items } = await tables();
  // all but the name of the file they came from
  const source = expect.stringMatching(/^import:/);
  expect(found.orders).toEqual(orders.map((order) => ({ ...order, source })));
  expect(found.refunds).toEqual(refunds.map((refund) => ({ ...refund, source })));
  expect(found.items).toEqual(items);
});

test('an import that the client leaves goes on where it ended and comes out the same', async () => {
  const many = Array.from(
    { length: 45_000 },
    (_, index) =>
      `${index % 15_000},A${index % 50},2025-01-01 10:00:00,1,2.50,c${index % 900},Spain,Cosa`,
  );
  const file = `${[HEADER, ...many, ...LINES.slice(1)].join('\n')}\n`;
  const answer = await post(file);
  const reader = answer.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await expect.poll(() => readdirSync(join(collector.dataDir, 'imports'))).toEqual([]);
  const [staged] = await rows('SELECT staged_line, state FROM imports FINAL');
  expect(staged).toMatchObject({ state: 'staging' });

  collector = await collector.restart();
  const resumed = await importFile(file);
  expect(resumed).toMatchObject({ phase: 'done', lines: 45_008, orders: 15_000, refunds: 1 });
  const resumedTables = await tables();
  await collector.remove();

  collector = await openTestCollector();
  expect(await importFile(file)).toEqual(resumed);
  expect(await tables()).toEqual(resumedTables);
});

test('another mapping replaces all that came of the file', async () => {
  await importFile(FILE, { ...MAPPING, refundPrefix: '1' });
  const summary = await importFile(FILE);
  expect(summary).toMatchObject({ orders: 2, refunds: 1, refused: 2 });
  const ids = await rows(
    'SELECT id FROM (SELECT transaction_id AS id FROM orders FINAL UNION ALL SELECT refund_id FROM refunds FINAL) ORDER BY id',
  );
  expect(ids).toEqual([{ id: '1001' }, { id: '1002' }, { id: 'C1003' }]);
});

test('an order that the shop’s server sent afterwards stays when the file is sent again', async () => {
  await importFile(FILE);
  const order = {
    id: 'e1',
    type: 'purchase',
    time: 1_751_000_000_000,
    transaction_id: '1001',
    currency: 'EUR',
    value: 1,
  };
  await collector.app.request('/v1/server/events', {
    method: 'POST',
    headers: { Authorization: `Bearer ${TEST_SITE.secretKeys[0]}` },
    body: JSON.stringify({ v: 1, events: [order] }),
  });
  await collector.drainNow();
  await importFile(FILE);
  expect(await rows("SELECT value FROM orders FINAL WHERE transaction_id = '1001'")).toEqual([
    { value: '1' },
  ]);
});

test.each([
  ['a gzip that is cut short', gzipSync(FILE).subarray(0, 60), MAPPING, 'not_gzip'],
  ['a file without a mapped column', FILE, { ...MAPPING, price: 'cost' }, 'missing_column'],
  ['two mapped columns of one name', FILE.replace('country', 'price'), MAPPING, 'duplicate_column'],
  ['an empty file', '', MAPPING, 'missing_column'],
  ['a parameter that is none', FILE, { ...MAPPING, colour: 'red' }, 'bad_mapping'],
])(
  'refuses %s whole, keeps nothing of it and takes the next file',
  async (_case, body, mapping, code) => {
    const answer = await post(body, mapping);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code });
    expect(readdirSync(join(collector.dataDir, 'imports'))).toEqual([]);
    expect(await importFile(FILE)).toMatchObject({ phase: 'done', orders: 2 });
  },
);

test('refuses a second import while one runs', async () => {
  const running = await post(FILE);
  const second = await post(FILE);
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({ code: 'import_running', retry: true });
  await running.text();
  expect(await importFile(FILE)).toMatchObject({ phase: 'done' });
});

test('refuses a key of no shop', async () => {
  const answer = await collector.app.request('/v1/import/orders', { method: 'POST', body: FILE });
  expect(answer.status).toBe(401);
});
