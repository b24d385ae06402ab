import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SegmentRule } from '../../../collector/src/segments/definition.ts';
import { countSegments, listMembers } from '../../../collector/src/segments/segment-queries.ts';
import { openTestDatabase, type TestDatabase } from '../../support/open-test-database.ts';
import { eventRow, linkRow, NOW, orderRow, SITE, stateRow } from '../console/shop-rows.ts';
import { insertEvents, insertRows } from '../../support/insert-rows.ts';

const DAY = 86_400_000;
const scope = { siteId: SITE, team: false, nowMs: NOW };

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  const { database } = opened;
  await insertEvents(database, [
    eventRow({ time: NOW - DAY, visitor_id: 'phone' }),
    eventRow({ time: NOW - 2 * DAY, visitor_id: 'laptop' }),
    eventRow({ time: NOW - 50 * DAY, visitor_id: 'old' }),
    eventRow({ time: NOW, visitor_id: 'withdrawn' }),
    eventRow({ time: NOW, visitor_id: 'team', internal: true }),
  ]);
  await insertRows(database, 'orders', [
    orderRow({ id: '1', time: NOW - 90 * DAY, value: '1', customer: 'C1', source: 'import:abc' }),
    orderRow({ id: '2', time: NOW - DAY, value: '1', customer: 'C1', visitor: 'phone' }),
    orderRow({ id: '3', time: NOW - 90 * DAY, value: '1', customer: 'C2', source: 'import:abc' }),
    orderRow({ id: '4', time: NOW - 3 * DAY, value: '1', visitor: 'old' }),
    orderRow({ id: '5', time: NOW, value: '1', visitor: 'withdrawn' }),
    orderRow({ id: '6', time: NOW, value: '1' }),
    orderRow({ id: '7', time: NOW, value: '1', visitor: 'team' }),
  ]);
  await insertRows(database, 'consent_states', [
    stateRow('phone', ['analytics']),
    stateRow('laptop', ['analytics']),
    stateRow('old', ['analytics']),
    stateRow('team', ['analytics']),
    stateRow('withdrawn', ['marketing']),
  ]);
  await insertRows(database, 'identities', [
    linkRow('phone', 'C1'),
    linkRow('laptop', 'C0', NOW - 2 * DAY),
    linkRow('laptop', 'C1', NOW - DAY),
  ]);
});
afterAll(() => opened.close());

async function whoIs(rule: SegmentRule, team = false): Promise<string[]> {
  const people = await listMembers(
    opened.database.console,
    { id: 'everyone', rule },
    { scope: { ...scope, team }, limit: 50, offset: 0 },
  );
  return people.map(({ kind, id, orders }) => `${kind} ${id}: ${orders}`).toSorted();
}

test('a person is the customer of a login or an order, else the browser', async () => {
  expect(await whoIs({ op: 'everyone' })).toEqual([
    'customer C1: 2',
    'customer C2: 1',
    'visitor old: 1',
  ]);
});

test('the team belongs to everyone only when it is asked for', async () => {
  expect(await whoIs({ op: 'everyone' }, true)).toContain('visitor team: 1');
});

test('imported orders make customers, without any event', async () => {
  expect(await whoIs({ op: 'customers', orders: 1 })).toContain('customer C2: 1');
  expect(await whoIs({ op: 'customers', orders: 2 })).toEqual(['customer C1: 2']);
});

test('who looked or bought in the last days is active', async () => {
  expect(await whoIs({ op: 'active', days: 30 })).toEqual(['customer C1: 2', 'visitor old: 1']);
  expect(await whoIs({ op: 'active', days: 2 })).toEqual(['customer C1: 2']);
});

test('rules combine', async () => {
  const lapsed: SegmentRule = {
    op: 'and',
    rules: [
      { op: 'customers', orders: 1 },
      { op: 'not', rule: { op: 'active', days: 30 } },
    ],
  };
  expect(await whoIs(lapsed)).toEqual(['customer C2: 1']);
  expect(await whoIs({ op: 'or', rules: [lapsed, { op: 'customers', orders: 2 }] })).toEqual([
    'customer C1: 2',
    'customer C2: 1',
  ]);
});

test('sizes are the numbers of members, counted together', async () => {
  const { sizes, sinceMs } = await countSegments(
    opened.database.console,
    [
      { id: 'everyone', rule: { op: 'everyone' } },
      { id: 'customers', rule: { op: 'customers', orders: 2 } },
    ],
    scope,
  );
  expect([...sizes]).toEqual([
    ['everyone', 3],
    ['customers', 1],
  ]);
  expect(sinceMs).toBe(NOW - 90 * DAY);
});

test('a shop without people has empty segments that began at no time', async () => {
  const { sizes, sinceMs } = await countSegments(
    opened.database.console,
    [{ id: 'everyone', rule: { op: 'everyone' } }],
    { ...scope, siteId: 'nosuch' },
  );
  expect([...sizes.values()]).toEqual([0]);
  expect(sinceMs).toBeUndefined();
});

test('pages follow each other, the most recently active first', async () => {
  const page = (offset: number) =>
    listMembers(
      opened.database.console,
      { id: 'everyone', rule: { op: 'everyone' } },
      { scope, limit: 2, offset },
    );
  expect((await page(0)).map(({ id }) => id)).toEqual(['C1', 'old']);
  expect((await page(2)).map(({ id }) => id)).toEqual(['C2']);
});
