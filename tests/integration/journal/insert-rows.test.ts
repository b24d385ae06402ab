import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { EVENT_COLUMNS } from '../../../collector/src/journal/event-columns.ts';
import { insertRows, insertSections } from '../../../collector/src/journal/insert-rows.ts';
import { rowJson } from '../../../collector/src/ingest/row-json.ts';
import { eventRow } from '../../support/event-row.ts';
import { openTestDatabase, type TestDatabase } from '../../support/open-test-database.ts';

let home: TestDatabase;
beforeAll(async () => {
  home = await openTestDatabase();
});
afterAll(() => home.close());

async function storedIds(): Promise<string[]> {
  const rows = await home.database.write.query({
    sql: 'SELECT event_id FROM events_raw FINAL ORDER BY event_id',
    row: z.object({ event_id: z.string() }),
  });
  return rows.map(({ event_id: id }) => id);
}

function chunk(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join('\n')}\n`);
}

const good = (id: string) => rowJson(eventRow({ event_id: id }));
const bad = (id: string, change: Record<string, unknown>) => {
  const row: Record<string, unknown> = { ...eventRow({ event_id: id }), ...change };
  return JSON.stringify(EVENT_COLUMNS.map((name) => row[name]));
};

test.each<[string, string]>([
  ['no JSON', '["event",'],
  ['no values', '"poison"'],
  ['an unreadable time', bad('poison', { time: 'tomorrow' })],
  ['an unreadable day', bad('poison', { day: 'tomorrow' })],
  ['a number beyond every number', bad('poison', { value: 'value' }).replace('"value"', '1e400')],
  ['money beyond Decimal(18,4)', bad('poison', { value: 1e30 })],
  ['text where a list belongs', bad('poison', { purposes: 'analytics' })],
  [
    'columns of items of different lengths',
    bad('poison', { 'items.item_id': ['a', 'b'], 'items.item_name': ['a'] }),
  ],
  ['a negative quantity', bad('poison', { 'items.item_id': ['a'], 'items.quantity': ['-x'] })],
  ['a list where a map belongs', bad('poison', { properties: [1] })],
  ['null for a list', bad('poison', { 'items.item_id': [null] })],
  ['text where a truth value belongs', bad('poison', { internal: 'perhaps' })],
])(
  'a row with %s stands alone with its reason, and its neighbours are in',
  async (what, poison) => {
    const before = await storedIds();
    const ids = Array.from({ length: 7 }, (_, index) => `${what} ${index}`);
    const lines = [...ids.slice(0, 3).map(good), poison, ...ids.slice(3).map(good)];
    const refused = await insertRows(home.database.write, 'events_raw', [
      chunk(lines.slice(0, 5)),
      chunk(lines.slice(5)),
    ]);
    expect(refused).toEqual([
      { table: 'events_raw', json: poison, reason: expect.stringContaining('ClickHouse') },
    ]);
    // reasons are logged, so they quote no row
    expect(refused[0]?.reason).not.toContain('poison');
    expect((await storedIds()).filter((id) => !before.includes(id))).toEqual(ids);
  },
);

test('several bad rows come back, in order', async () => {
  const lines = ['["', good('between 1'), '[', good('between 2'), '["'];
  const refused = await insertRows(home.database.write, 'events_raw', [chunk(lines)]);
  expect(refused.map(({ json }) => json)).toEqual(['["', '[', '["']);
  expect(await storedIds()).toEqual(expect.arrayContaining(['between 1', 'between 2']));
});

test('what earlier versions left goes in: rows with names, and values without the newest columns', async () => {
  const named = (id: string) => JSON.stringify(eventRow({ event_id: id }));
  const short = JSON.stringify(JSON.parse(good('short')).slice(0, -2));
  const sections = [[good('new 1')], [named('named 1'), named('named 2')], [short, good('new 2')]];
  const refused = await insertSections(
    home.database.write,
    'events_raw',
    sections.map((lines) => chunk(lines)),
  );
  expect(refused).toEqual([]);
  const ids = ['new 1', 'named 1', 'named 2', 'short', 'new 2'];
  expect(await storedIds()).toEqual(expect.arrayContaining(ids));
});

test('a table that is not there is nobody’s bad row', async () => {
  await home.database.write.command('RENAME TABLE ingest_outcomes TO elsewhere');
  await expect(
    insertRows(home.database.write, 'ingest_outcomes', [chunk(['{"received":1}'])]),
  ).rejects.toMatchObject({ name: 'DatabaseError', code: 60 });
  await home.database.write.command('RENAME TABLE elsewhere TO ingest_outcomes');
});
