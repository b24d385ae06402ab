import { gzipSync } from 'node:zlib';
import type { ServerEvent } from '@tendero/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import {
  openTestCollector,
  TEST_ORIGIN,
  TEST_SITE,
  type TestCollector,
} from '../../support/open-test-collector.ts';
import { decisionOf, makeContext, makeEnvelope } from '../../support/wire.ts';

const AUTHORIZATION = { Authorization: `Bearer ${TEST_SITE.secretKeys[0]}` };
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
let collector: TestCollector;

beforeAll(async () => {
  collector = await openTestCollector();
});

afterAll(() => collector.remove());

interface Sending {
  body?: BodyInit;
  headers?: Record<string, string>;
}

async function send(events: readonly unknown[], init: Sending = {}) {
  const body = JSON.stringify({ v: 1, events });
  const answer = await collector.app.request('/v1/server/events', {
    method: 'POST',
    body,
    ...init,
    headers: { ...AUTHORIZATION, ...init.headers },
  });
  return {
    status: answer.status,
    body: z.record(z.string(), z.unknown()).parse(await answer.json()),
  };
}

function purchase(changes: Partial<ServerEvent> = {}): ServerEvent {
  return {
    id: 'event-1',
    type: 'purchase',
    time: Date.parse('2025-07-01T22:30:00Z'),
    transaction_id: 'T1',
    currency: 'EUR',
    items: [{ item_id: 'taza', item_name: 'Taza', price: 0.1, quantity: 3 }],
    ...changes,
  };
}

async function rows(sql: string) {
  await collector.drainNow();
  return collector.database.serve.query({ sql, row: z.record(z.string(), z.unknown()) });
}

function ordersOf(transactionId: string) {
  return rows(
    `SELECT day, visitor_id, customer_id, toString(value) AS value, lines.quantity AS quantity, source
     FROM orders FINAL WHERE transaction_id = '${transactionId}'`,
  );
}

test('keeps an order with the exact sum of its lines, on the day of the shop', async () => {
  const { status, body } = await send([purchase({ customer_id: 'c-1' })]);
  expect(status).toBe(202);
  expect(body).toMatchObject({ outcomes: { stored: 1, rejected: 0 }, rejected: [] });
  expect(await ordersOf('T1')).toEqual([
    {
      day: '2025-07-02',
      visitor_id: '',
      customer_id: 'c-1',
      value: '0.3',
      quantity: [3],
      source: 'server',
    },
  ]);
});

test('lets the value that the shop gives win over its lines', async () => {
  await send([purchase({ id: 'value', transaction_id: 'T-value', value: 0.25 })]);
  expect(await ordersOf('T-value')).toMatchObject([{ value: '0.25' }]);
});

test('replaces an order that is sent again under a new id, also within one request', async () => {
  const again = (id: string, value: number) => purchase({ id, transaction_id: 'T-again', value });
  await send([again('again-1', 1), again('again-2', 2)]);
  await send([again('again-3', 3)]);
  expect(await ordersOf('T-again')).toMatchObject([{ value: '3' }]);
});

test('recognises an event by its id and changes nothing', async () => {
  await send([purchase({ id: 'same', transaction_id: 'T-same', value: 1 })]);
  const { body } = await send([purchase({ id: 'same', transaction_id: 'T-same', value: 2 })]);
  expect(body).toMatchObject({ outcomes: { stored: 0, duplicate: 1 } });
  expect(await ordersOf('T-same')).toMatchObject([{ value: '1' }]);
});

test.each([
  ['no currency', { currency: undefined }, 'transaction_id'],
  ['neither value nor items', { items: [] }, 'value'],
  ['an item without a price and no value', { items: [{ item_id: 'a' }] }, 'items.0.price'],
  ['a negative value', { value: -1 }, 'value'],
  ['a time after 2100', { time: 8_000_000_000_000_000 }, 'time'],
  ['an unknown type', { type: 'wish' }, 'type'],
])('rejects an order with %s, says where, and keeps its neighbour', async (name, changes, path) => {
  const id = name.replaceAll(' ', '-');
  const bad = { ...purchase({ id: `${id}-bad`, transaction_id: `${id}-bad` }), ...changes };
  const { status, body } = await send([bad, purchase({ id, transaction_id: id })]);
  expect(status).toBe(202);
  expect(body).toMatchObject({
    outcomes: { rejected: 1, stored: 1 },
    rejected: [{ index: 0, path }],
  });
  expect(await ordersOf(`${id}-bad`)).toEqual([]);
  expect(await ordersOf(id)).toHaveLength(1);
});

test('keeps the visitor of an order only while consent covers one', async () => {
  const context = makeContext();
  const visitor = context.visitor ?? '';
  await send([purchase({ id: 'before', transaction_id: 'T-before', visitor_id: visitor })]);
  await collector.app.request(`/v1/events?key=${TEST_SITE.writeKeys[0]}`, {
    method: 'POST',
    headers: { Origin: TEST_ORIGIN, 'User-Agent': USER_AGENT },
    body: JSON.stringify(makeEnvelope([context], [decisionOf(context)])),
  });
  await send([purchase({ id: 'after', transaction_id: 'T-after', visitor_id: visitor })]);
  expect(await ordersOf('T-before')).toMatchObject([{ visitor_id: '' }]);
  expect(await ordersOf('T-after')).toMatchObject([{ visitor_id: visitor }]);
});

test('keeps several refunds of one order', async () => {
  const refund = (id: string) => purchase({ id, type: 'refund', transaction_id: 'T1', value: 0.1 });
  await send([refund('refund-1'), refund('refund-2')]);
  const found = await rows(
    'SELECT refund_id, transaction_id, toString(value) AS value FROM refunds FINAL ORDER BY refund_id',
  );
  expect(found).toEqual([
    { refund_id: 'refund-1', transaction_id: 'T1', value: '0.1' },
    { refund_id: 'refund-2', transaction_id: 'T1', value: '0.1' },
  ]);
});

test('keeps a complaint under the shop’s own customer number, without a visitor', async () => {
  const complaint = {
    id: 'complaint-1',
    type: 'complaint',
    time: 1_750_000_000_000,
    customer_id: 'c-1',
    visitor_id: 'f'.repeat(32),
    channel: 'phone',
  };
  await send([complaint]);
  const found = await rows(
    "SELECT type, source, visitor_id, claimed_customer_id, purposes, properties['channel'] AS channel FROM events_raw FINAL WHERE event_id = 'complaint-1'",
  );
  expect(found).toEqual([
    {
      type: 'complaint',
      source: 'server',
      visitor_id: '',
      claimed_customer_id: 'c-1',
      purposes: [],
      channel: '"phone"',
    },
  ]);
});

test('takes gzip', async () => {
  const events = [purchase({ id: 'gzip', transaction_id: 'T-gzip' })];
  const { status } = await send([], {
    body: gzipSync(JSON.stringify({ v: 1, events })),
    headers: { 'Content-Encoding': 'gzip' },
  });
  expect(status).toBe(202);
  expect(await ordersOf('T-gzip')).toHaveLength(1);
});

test.each([
  ['a body that unpacks to more than the limit', gzipSync(' '.repeat(1_100_000)), 'gzip', 413],
  ['more events than the limit', JSON.stringify({ v: 1, events: Array(501).fill({}) }), '', 400],
  ['something that is no JSON', 'order=1', '', 400],
])('refuses %s', async (_case, body, encoding, status) => {
  expect(await send([], { body, headers: { 'Content-Encoding': encoding } })).toMatchObject({
    status,
  });
});

test.each([
  ['without a key', { Authorization: '' }, 401],
  ['with a write key', { Authorization: `Bearer ${TEST_SITE.writeKeys[0]}` }, 401],
  ['from a browser', { Origin: TEST_ORIGIN }, 403],
])('refuses a request %s', async (_case, headers: Record<string, string>, status) => {
  expect(await send([purchase({ id: 'never' })], { headers })).toMatchObject({ status });
});
