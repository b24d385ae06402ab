import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Database, ReadLane } from '../../../collector/src/clickhouse/database.ts';
import type { TestDatabase } from '../../support/open-test-database.ts';
import { HOMES, openIn } from './homes.ts';

const number = z.object({ x: z.number() });

describe.each(HOMES)('lanes of the %s ClickHouse', (home) => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await openIn(home, { serve: 1, console: 1 });
    database = test.database;
  });
  afterAll(() => test.close());

  it.each([
    ['max_result_rows', 'SELECT number AS x FROM numbers(1000000)', 396],
    [
      'throwIf after the first rows',
      'SELECT number AS x, throwIf(number = 90000) FROM numbers(99000)',
      395,
    ],
  ])('answers clean on the console lane after %s', async (_, sql, code) => {
    const failing = database.console.query({ sql, row: number });
    const next = database.console.query({ sql: 'SELECT 42 AS x', row: number });
    await expect(failing).rejects.toMatchObject({ name: 'DatabaseError', code });
    expect(await next).toEqual([{ x: 42 }]);
  });

  it.each([
    [
      'max_execution_time',
      `SELECT number AS x, sleepEachRow(0.01) FROM numbers(100000)
       SETTINGS max_block_size = 10, max_execution_time = 1`,
      159,
    ],
    [
      'throwIf after the first rows',
      `SELECT number AS x, throwIf(number = 9000) FROM numbers(10000) SETTINGS max_block_size = 100`,
      395,
    ],
  ])('answers clean on the serving lane after %s', async (_, sql, code) => {
    await expect(database.serve.query({ sql, row: number })).rejects.toMatchObject({ code });
    const next = await database.serve.query({ sql: 'SELECT 42 AS x', row: number });
    expect(next).toEqual([{ x: 42 }]);
  });

  it('bounds time, memory and rows on the console lane only', async () => {
    const sql = `SELECT name, toString(value) AS value FROM system.settings
      WHERE name IN ('readonly', 'max_execution_time', 'max_memory_usage', 'max_result_rows') ORDER BY name`;
    const row = z.object({ name: z.string(), value: z.string() });
    const read = async (lane: ReadLane) =>
      Object.fromEntries((await lane.query({ sql, row })).map((one) => [one.name, one.value]));
    expect(await read(database.console)).toEqual({
      max_execution_time: '20',
      max_memory_usage: '2000000000',
      max_result_rows: '100000',
      readonly: '1',
    });
    expect(await read(database.serve)).toMatchObject({ readonly: '0', max_result_rows: '0' });
  });

  it('serves while the console is busy, with parameters on both sides', async () => {
    const done: string[] = [];
    const slow = database.console
      .query({
        sql: 'SELECT sum(sleepEachRow({s: Float64})) AS x FROM numbers(10)',
        params: { s: 0.1 },
        row: number,
      })
      .then(() => done.push('console'));
    await database.serve.query({ sql: 'SELECT {n: UInt8} AS x', params: { n: 1 }, row: number });
    done.push('serve');
    await slow;
    expect(done).toEqual(['serve', 'console']);
  });

  it.each([
    ["SELECT length(line) AS x FROM file('/etc/passwd', 'LineAsString')"],
    ["SELECT 1 AS x UNION ALL SELECT length(line) FROM file('/etc/passwd', 'LineAsString')"],
    ["SELECT length(line) AS x FROM url('http://127.0.0.1:1/', 'LineAsString')"],
    [
      "SELECT x FROM (SELECT 1 AS x FROM file('/etc/passwd', 'LineAsString') SETTINGS readonly = 0)",
    ],
    ["SELECT length(file('/etc/passwd')) AS x"],
    ["SELECT 1 AS x INTO OUTFILE '/nowhere/out'"],
    ["INSERT INTO identities (site_id) VALUES ('s')"],
  ])('refuses on the console lane: %s', async (sql) => {
    await expect(database.console.query({ sql, row: number })).rejects.toThrow(
      /READONLY|SYNTAX_ERROR|must not use/,
    );
    const left = await database.write.query({
      sql: 'SELECT count() AS x FROM identities',
      row: number,
    });
    expect(left).toEqual([{ x: 0 }]);
  });

  it('binds parameters as values of their type, whatever they hold', async () => {
    const text = `o'ne \\ "two" \`three\` {n: UInt8} -- ñ€𝄞\t\n; /* */`;
    const rows = await database.serve.query({
      sql: `SELECT {text: String} AS text, {list: Array(String)} AS list, {yes: Bool} AS yes,
        {time: DateTime64(3, 'UTC')} AS time, {money: Decimal(18, 4)} AS money, '{n: UInt8}' AS literal -- {none: String}`,
      params: {
        text,
        list: [text, ''],
        yes: true,
        time: '2026-01-31T10:00:00.123Z',
        money: '123456789012.3400',
      },
      row: z.object({
        text: z.string(),
        list: z.array(z.string()),
        yes: z.boolean(),
        time: z.iso.datetime(),
        money: z.string(),
        literal: z.string(),
      }),
    });
    expect(rows).toEqual([
      {
        text,
        list: [text, ''],
        yes: true,
        time: '2026-01-31T10:00:00.123Z',
        money: '123456789012.34',
        literal: '{n: UInt8}',
      },
    ]);
  });

  it('hands out counts as numbers and decimals exactly', async () => {
    const [row] = await database.serve.query({
      sql: `SELECT count() AS n, sum(d) AS d, toDateTime('2026-01-31 10:00:00', 'UTC') AS t
        FROM (SELECT arrayJoin([0.1, 0.2])::Decimal(18, 4) AS d)`,
      row: z.object({ n: z.number(), d: z.string(), t: z.string() }),
    });
    expect(row).toEqual({ n: 2, d: '0.3', t: '2026-01-31T10:00:00Z' });
  });

  it('keeps values out of the messages of errors', async () => {
    const secret = 'ana@example.test';
    const row = { site_id: 's', received_at: secret };
    const messages = await Promise.all(
      [
        database.write.insert('events_raw', [Buffer.from(`${JSON.stringify(row)}\n`)]),
        database.serve.query({
          sql: 'SELECT toUInt8({v: String}) AS x',
          params: { v: secret },
          row: number,
        }),
        database.serve.query({
          sql: 'SELECT {v: String} AS x',
          params: { v: secret },
          row: number,
        }),
      ].map((work) => work.then(String, (error: Error) => `${error.name}: ${error.message}`)),
    );
    for (const message of messages) {
      expect(message).toMatch(/^DatabaseError: /);
      expect(message).not.toContain('ana');
    }
  });
});
