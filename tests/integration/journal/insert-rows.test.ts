import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { insertSections } from '../../../collector/src/journal/insert-rows.ts';
import { toInsert } from '../../../collector/src/journal/event-rows.ts';
import { eventRowsLine } from '../../../collector/src/ingest/encode-rows.ts';
import { orderRow } from '../console/shop-rows.ts';
import { eventRow } from '../../support/event-row.ts';
import { eventBytes } from '../../support/insert-rows.ts';
import { openTestDatabase, type TestDatabase } from '../../support/open-test-database.ts';

let home: TestDatabase;
beforeAll(async () => {
  home = await openTestDatabase();
});
afterAll(() => home.close());

async function stored(table: string, column: string): Promise<string[]> {
  const rows = await home.database.write.query({
    sql: `SELECT ${column} AS id FROM ${table} FINAL ORDER BY id`,
    row: z.object({ id: z.string() }),
  });
  return rows.map(({ id }) => id);
}

const storedOrders = () => stored('orders', 'transaction_id');

function section(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}

const PLACED = Date.UTC(2026, 9, 3);
const good = (id: string) => JSON.stringify(orderRow({ id, time: PLACED, value: '1' }));
const bad = (id: string, change: Record<string, unknown>) =>
  JSON.stringify({ ...orderRow({ id, time: PLACED, value: '1' }), ...change });

test.each<[string, string]>([
  ['no JSON', '{"transaction_id":'],
  ['no names', '["poison"]'],
  ['an unknown column', bad('poison', { colour: 'red' })],
  ['an unreadable time', bad('poison', { placed_at: 'tomorrow' })],
  ['an unreadable day', bad('poison', { day: 'tomorrow' })],
  [
    'a number beyond every number',
    bad('poison', { value: 'value' }).replace('"value":"value"', '"value":1e400'),
  ],
  ['money beyond Decimal(18,4)', bad('poison', { value: 1e30 })],
  ['text where a list belongs', bad('poison', { 'lines.item_id': 'teapot' })],
  [
    'columns of lines of different lengths',
    bad('poison', { 'lines.item_id': ['a', 'b'], 'lines.item_name': ['a'] }),
  ],
  ['a quantity that is none', bad('poison', { 'lines.quantity': ['-x'] })],
  ['null for a text', bad('poison', { 'lines.item_id': [null] })],
])(
  'a row with %s stands alone with its reason, and its neighbours are in',
  async (what, poison) => {
    const before = await storedOrders();
    const ids = Array.from({ length: 7 }, (_, index) => `${what} ${index}`);
    const lines = [...ids.slice(0, 3).map(good), poison, ...ids.slice(3).map(good)];
    const refused = await insertSections(home.database.write, 'orders', [
      section(lines.slice(0, 5)),
      section(lines.slice(5)),
    ]);
    expect(refused).toEqual([
      { table: 'orders', row: poison, reason: expect.stringContaining('ClickHouse') },
    ]);
    // reasons are logged, so they quote no row
    expect(refused[0]?.reason).not.toContain('poison');
    expect((await storedOrders()).filter((id) => !before.includes(id))).toEqual(ids);
  },
);

test('several bad rows come back, in order', async () => {
  const lines = ['{"', good('between 1'), '{', good('between 2'), '{""'];
  const refused = await insertSections(home.database.write, 'orders', [section(lines)]);
  expect(refused.map(({ row }) => row)).toEqual(['{"', '{', '{""']);
  expect(await storedOrders()).toEqual(expect.arrayContaining(['between 1', 'between 2']));
});

test('an event that can’t be read stands alone with its bytes, and its neighbours are in', async () => {
  const event = (id: string) => eventBytes(eventRow({ event_id: id }));
  const poison = event('poison');
  // its id says that it is longer than everything behind it
  poison[poison.indexOf('poison') - 1] = 0xff;
  const refused = await insertSections(home.database.write, 'events_raw', [
    Buffer.concat([event('first'), event('second')]),
    Buffer.concat([event('third'), poison]),
    event('fourth'),
  ]);
  expect(refused).toEqual([
    {
      table: 'events_raw',
      row: toInsert(poison).toString('base64'),
      reason: expect.stringContaining('ClickHouse'),
    },
  ]);
  expect(await stored('events_raw', 'event_id')).toEqual(['first', 'fourth', 'second', 'third']);
});

test('visits of many events become one part, in which each event has what its visit shares', async () => {
  const { write } = home.database;
  await write.command('TRUNCATE TABLE events_raw');
  const visits = Array.from({ length: 100 }, (_, visit) => {
    const page_title = `Page ${visit}`;
    const [first, ...others] = Array.from({ length: visit === 0 ? 1 : 400 }, (_unused, index) =>
      eventRow({ event_id: `${visit}-${index}`, page_title, itemIds: [`item ${index}`] }),
    );
    return first ? eventRowsLine([first, ...others]).bytes : Buffer.alloc(0);
  });
  expect(await insertSections(write, 'events_raw', visits)).toEqual([]);
  const counts = await write.query({
    sql: `SELECT count() AS events, uniqExact(page_title) AS pages,
        countIf(startsWith(event_id, concat(replaceOne(page_title, 'Page ', ''), '-'))) AS own_page,
        countIf(items.item_id = [concat('item ', splitByChar('-', event_id)[2])]) AS own_item
      FROM events_raw`,
    row: z.record(z.string(), z.number()),
  });
  const events = 99 * 400 + 1;
  expect(counts).toEqual([{ events, pages: 100, own_page: events, own_item: events }]);
  const parts = await write.query({
    sql: `SELECT name, part_type FROM system.parts
      WHERE database = currentDatabase() AND table = 'events_raw' AND active`,
    row: z.object({ name: z.string(), part_type: z.string() }),
  });
  expect(parts).toEqual([{ name: expect.stringMatching(/_0$/), part_type: 'Compact' }]);
});

test('events in the form of another version are kept for a person, and hold up none of the others', async () => {
  const other = Buffer.from('["event","view_item"]\n');
  const known = eventBytes(eventRow({ event_id: 'beside another form' }));
  const refused = await insertSections(home.database.write, 'events_raw', [other, known]);
  expect(refused).toEqual([
    {
      table: 'events_raw',
      row: other.toString('base64'),
      reason: expect.stringContaining('another version'),
    },
  ]);
  expect(await stored('events_raw', 'event_id')).toContain('beside another form');
  const alone = await insertSections(home.database.write, 'events_raw', [other]);
  expect(alone).toHaveLength(1);
});

test('a table that is not there is nobody’s bad row', async () => {
  await home.database.write.command('RENAME TABLE ingest_outcomes TO elsewhere');
  await expect(
    insertSections(home.database.write, 'ingest_outcomes', [section(['{"received":1}'])]),
  ).rejects.toMatchObject({ name: 'DatabaseError', code: 60 });
  await home.database.write.command('RENAME TABLE elsewhere TO ingest_outcomes');
});
