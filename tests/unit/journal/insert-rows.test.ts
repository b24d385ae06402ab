import { expect, test } from 'vitest';
import { DatabaseError, type WriteLane } from '../../../collector/src/clickhouse/database.ts';
import { eventRowsLine } from '../../../collector/src/ingest/encode-rows.ts';
import { insertSections } from '../../../collector/src/journal/insert-rows.ts';
import { eventRow } from '../../support/event-row.ts';

const BAD_DATA = new DatabaseError('insert refused by ClickHouse: INCORRECT_DATA (117)', {
  code: 117,
  cause: undefined,
});

/** A database that keeps of each insert how long its chunks were, counts the rows in all of them, and takes no poison. */
function lane() {
  const inserts: number[][] = [];
  let rows = 0;
  const nothing = () => Promise.reject(new Error('nothing but inserts here'));
  const write: WriteLane = {
    query: nothing,
    command: nothing,
    remove: nothing,
    async insert(_table, chunks) {
      const sizes: number[] = [];
      for (const chunk of chunks) {
        if (chunk.includes('poison')) throw BAD_DATA;
        sizes.push(chunk.length);
        rows += chunk.toString('latin1').split(MARK).length - 1;
      }
      inserts.push(sizes);
    },
  };
  return { write, inserts, rows: () => rows };
}

/** Each row has one. */
const MARK = 'one of many';

const sum = (sizes: readonly number[]) => sizes.reduce((all, size) => all + size, 0);

/** Visits of 500 events in 24 kB, which are 12 MB in the database. */
function visits(count: number): Buffer {
  const page = {
    event_id: MARK,
    page_url: '中'.repeat(4_000),
    page_path: '中'.repeat(4_000),
  };
  const rows = Array.from({ length: 499 }, () => eventRow(page));
  const { bytes } = eventRowsLine([eventRow(page), ...rows]);
  return Buffer.alloc(count * bytes.length, bytes);
}

function lines(count: number): Buffer {
  const line = `{"n":"${MARK.padEnd(990)}"}\n`;
  return Buffer.alloc(count * line.length, line);
}

test.each([
  ['events that share much', 'events_raw', () => visits(10), 5_000],
  ['lines', 'orders', () => lines(150_000), 150_000],
] as const)(
  'what one block holds of %s goes into the database in as many inserts as it takes, a megabyte at once',
  async (_, table, make, count) => {
    const { write, inserts, rows } = lane();
    expect(await insertSections(write, table, [make()])).toEqual([]);
    expect(inserts).toHaveLength(2);
    for (const sizes of inserts) {
      expect(sum(sizes)).toBeLessThanOrEqual(100_000_000);
      expect(Math.max(...sizes)).toBeLessThan(1_100_000);
    }
    expect(rows()).toBe(count);
  },
);

test('a bad row among many of one block stands alone, and each of its neighbours is in once', async () => {
  const rows = ['1', '2', 'poison', '4', '5'].map((id) => `${id.padEnd(600_000)}\n`);
  const { write, inserts } = lane();
  const refused = await insertSections(write, 'orders', [Buffer.from(rows.join(''))]);
  expect(refused).toMatchObject([{ row: 'poison', reason: BAD_DATA.message }]);
  expect(sum(inserts.flat())).toBe(4 * 600_001);
});
