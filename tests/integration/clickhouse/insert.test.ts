import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Database } from '../../../collector/src/clickhouse/database.ts';
import type { TestDatabase } from '../../support/open-test-database.ts';
import { HOMES, openIn } from './homes.ts';

const count = z.object({ n: z.number() });

/** Near the 500,000 rows that one insert may have; fewer where the wire is the subject. */
const SEGMENT_ROWS = { embedded: 450_000, server: 90_000 };

describe.each(HOMES)('inserts into the %s ClickHouse', (home) => {
  const segmentRows = SEGMENT_ROWS[home];
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await openIn(home);
    database = test.database;
  });
  afterAll(() => test.close());

  function event(id: string, more: Record<string, unknown> = {}): string {
    return `${JSON.stringify({
      site_id: 'shop',
      event_id: id,
      type: 'view_item',
      time: '2026-01-31T23:59:59.900Z',
      client_day: '2026-01-31',
      day: '2026-02-01',
      received_at: '2026-01-31T23:59:59.999Z',
      visitor_id: 'v1',
      purposes: ['analytics'],
      ...more,
    })}\n`;
  }

  async function countRows(from: string): Promise<number | undefined> {
    return (await database.serve.query({ sql: `SELECT count() AS n FROM ${from}`, row: count }))[0]
      ?.n;
  }

  it('makes one part of one segment of many chunks', async () => {
    const chunks = Array.from({ length: 45 }, (_, chunk) =>
      Buffer.from(
        Array.from({ length: segmentRows / 45 }, (_unused, row) =>
          event(`${chunk}-${row}`, {
            visitor_id: `v${row}`,
            page_title: `Señor ${row}`,
          }),
        ).join(''),
      ),
    );
    await database.write.insert('events_raw', chunks);
    expect(await countRows('events_raw FINAL')).toBe(segmentRows);
    const parts = await database.write.query({
      sql: `SELECT name FROM system.parts WHERE database = currentDatabase() AND table = 'events_raw' AND active`,
      row: z.object({ name: z.string() }),
    });
    // month, first block, last block, and how often it was merged
    expect(parts).toEqual([{ name: expect.stringMatching(/^202601_1_1_\d$/) }]);
    await database.write.command('TRUNCATE TABLE events_raw');
  }, 60_000);

  it('shows copies of a row once, also when they lie in two months', async () => {
    await database.write.insert('events_raw', [Buffer.from(event('a') + event('b'))]);
    await database.write.insert('events_raw', [Buffer.from(event('a') + event('b'))]);
    await database.write.insert('events_raw', [
      Buffer.from(event('a', { received_at: '2026-02-01T00:00:03.000Z' })),
    ]);
    expect(await countRows('events_raw')).toBeGreaterThan(2);
    expect(await countRows('events_raw FINAL')).toBe(2);
    expect(await countRows('events_analytics')).toBe(2);
  });

  it('shows copies of a row once, also when one insert brought them and nothing was merged yet', async () => {
    await database.write.command('TRUNCATE TABLE events_raw');
    await database.write.command('SYSTEM STOP MERGES events_raw');
    const ids = Array.from({ length: 20_000 }, (_, index) => `copied-${index}`);
    const rows = ids.map((id) => event(id)).join('');
    await database.write.insert('events_raw', [Buffer.from(rows), Buffer.from(rows)]);
    expect(await countRows('events_raw')).toBe(2 * ids.length);
    expect(await countRows('events_raw FINAL')).toBe(ids.length);
    expect(await countRows('events_analytics')).toBe(ids.length);
    await database.write.command('SYSTEM START MERGES events_raw');
    await database.write.command('OPTIMIZE TABLE events_raw FINAL');
    expect(await countRows('events_raw')).toBe(ids.length);
  });

  it("fills and reads Nested columns by dotted keys, also through a purpose's view", async () => {
    await database.write.insert('events_raw', [
      Buffer.from(
        event('items', {
          type: 'purchase',
          'items.item_id': ['p1', 'p2'],
          'items.item_name': ['Café', ''],
          'items.item_brand': ['', ''],
          'items.item_category': ['', ''],
          'items.item_category2': ['', ''],
          'items.item_category3': ['', ''],
          'items.item_category4': ['', ''],
          'items.item_category5': ['', ''],
          'items.item_variant': ['', ''],
          'items.price': [12.3401, null],
          'items.quantity': [1, 2],
          'items.discount': [null, null],
          'items.coupon': ['', ''],
          value: '99.9999',
          properties: { size: '"XL"', points: '3' },
        }),
      ),
    ]);
    const sql = `SELECT items.item_id, items.item_name, items.price, value, properties FROM events_analytics
      WHERE type = 'purchase'`;
    const rows = await database.serve.query({ sql, row: z.record(z.string(), z.unknown()) });
    expect(rows).toEqual([
      {
        'items.item_id': ['p1', 'p2'],
        'items.item_name': ['Café', ''],
        'items.price': ['12.3401', null],
        value: '99.9999',
        properties: { size: '"XL"', points: '3' },
      },
    ]);
  });

  it('refuses Nested columns that come in part', async () => {
    const part = [Buffer.from(event('part', { 'items.item_id': ['p1'] }))];
    await expect(database.write.insert('events_raw', part)).rejects.toMatchObject({ code: 190 });
  });

  it('hides from a purpose what its row or its person does not allow today', async () => {
    await database.write.insert('events_raw', [
      Buffer.from(event('denied', { visitor_id: 'v2' }) + event('other', { purposes: [] })),
    ]);
    await database.write.insert('consent_states', [
      Buffer.from(`{"site_id":"shop","visitor_id":"v2","granted":["marketing"],"rank":2}\n`),
      Buffer.from(`{"site_id":"shop","visitor_id":"v2","granted":["analytics"],"rank":1}\n`),
    ]);
    expect(await countRows("events_raw FINAL WHERE event_id IN ('denied', 'other')")).toBe(2);
    expect(await countRows("events_analytics WHERE event_id IN ('denied', 'other')")).toBe(0);
  });

  it('refuses a row with an unknown column, and keeps none of its batch', async () => {
    const before = await countRows('events_raw');
    const batch = [Buffer.from(event('good')), Buffer.from(event('bad', { visitor: 'v' }))];
    await expect(database.write.insert('events_raw', batch)).rejects.toMatchObject({ code: 117 });
    expect(await countRows('events_raw')).toBe(before);
  });

  it('leaves no rows in a file of its folder, whether they were taken or refused', async () => {
    await database.write.insert('events_raw', [Buffer.from(event('taken'))]);
    const refused = database.write.insert('events_raw', [Buffer.from('{"event_id"')]);
    await expect(refused).rejects.toMatchObject({ name: 'DatabaseError' });
    const files = readdirSync(test.home.dataDir, { recursive: true }).map(String);
    expect(files.filter((name) => name.endsWith('.rows'))).toEqual([]);
  });
});
