import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConnection, type Home } from '../../../collector/src/clickhouse/home.ts';
import { openDatabase } from '../../../collector/src/clickhouse/open-database.ts';
import pino from 'pino';
import { startClickHouseFront } from '../../support/clickhouse-front.ts';

type Client = Awaited<ReturnType<typeof openConnection>>['client'];

/** What the boundary is built around. When one of these fails, chDB has changed: a part of the boundary may go. */
describe('chDB on its own', () => {
  let home: Home;
  let client: Client;
  let other: Client;

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tendero-facts-'));
    home = { url: undefined, database: 'default', cluster: undefined, dataDir };
    ({ client } = await openConnection(home, 'setup'));
    ({ client: other } = await openConnection(home, 'setup'));
  });
  afterAll(async () => {
    await client.close();
    await other.close();
    rmSync(home.dataDir, { recursive: true, force: true });
  });

  async function ask(query: string, from = client): Promise<string> {
    return text((await from.exec({ query })).stream);
  }

  it('keeps settings given beside a query for the next one', async () => {
    await client.command({ query: 'SELECT 1', clickhouse_settings: { max_threads: 1 } });
    expect(await ask("SELECT getSetting('max_threads') FORMAT TSV")).toBe('1\n');
  });

  it('drops settings given in the text of a query after it', async () => {
    await ask('SELECT 1 SETTINGS max_block_size = 7');
    expect(await ask("SELECT getSetting('max_block_size') FORMAT TSV")).not.toBe('7\n');
  });

  it('drops settings given with the bytes of an insert after it', async () => {
    const connection = await openConnection(home, 'setup');
    const asking = connection.client;
    await asking.command({ query: 'CREATE TABLE default.taken (a UInt8) ENGINE = Memory' });
    const chunks = [Buffer.from('{"a":1}\n'), Buffer.from('{"a":2}\n')];
    const settings = { max_block_size: 7 };
    await connection.insert({ table: 'default.taken', columns: undefined, settings, chunks });
    expect(await ask('SELECT sum(a) FROM default.taken FORMAT TSV', asking)).toBe('3\n');
    expect(await ask("SELECT getSetting('max_block_size') FORMAT TSV", asking)).not.toBe('7\n');
    await asking.close();
  });

  it('gives rows of a failed query to the next one', async () => {
    const failing = `SELECT throwIf(number = 9000) FROM numbers(10000) FORMAT TSV SETTINGS max_block_size = 100`;
    await expect(ask(failing)).rejects.toThrow(/throwIf/);
    const next = await ask('SELECT 42 FORMAT TSV');
    expect(next).toMatch(/^0\n/);
    expect(next).toMatch(/42\n$/);
  });

  it('lets bound parameters wait for those of every other connection, and plain text not', async () => {
    const slow = 'SELECT sum(sleepEachRow(0.1)) FROM numbers(10)';
    const order: string[] = [];
    const run = async (name: string, from: Client, query: string, bound: object | undefined) => {
      const params = bound === undefined ? {} : { query_params: { ...bound } };
      await text((await from.exec({ query, ...params })).stream);
      order.push(name);
    };
    await Promise.all([
      run('slow bound', client, `${slow} WHERE {x: UInt8}`, { x: 1 }),
      run('fast bound', other, 'SELECT {x: UInt8}', { x: 1 }),
    ]);
    await Promise.all([
      run('slow plain', client, slow, undefined),
      run('fast plain', other, 'SELECT 1', undefined),
    ]);
    expect(order).toEqual(['slow bound', 'fast bound', 'fast plain', 'slow plain']);
  });

  it('lifts `readonly` for a subquery that asks for it', async () => {
    const { client: console } = await openConnection(home, 'console');
    const reach = "SELECT count() FROM file('/etc/passwd', 'LineAsString')";
    await expect(ask(reach, console)).rejects.toThrow(/readonly/);
    expect(await ask(`SELECT (${reach} SETTINGS readonly = 0) > 0 FORMAT TSV`, console)).toBe(
      '1\n',
    );
    await console.close();
  });
});

it('says in one sentence that another process holds the data directory', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tendero-locked-'));
  const folder = join(dataDir, 'clickhouse');
  mkdirSync(folder);
  const holder = await startClickHouseFront(folder);
  const home: Home = { url: undefined, database: 'tendero', cluster: undefined, dataDir };
  const logger = pino({ level: 'silent' });
  await expect(openDatabase({ home, logger })).rejects.toMatchObject({ name: 'DataDirLocked' });
  await holder.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('says that a server does not answer', async () => {
  const url = 'http://127.0.0.1:9';
  const home: Home = { url, database: 'tendero', cluster: undefined, dataDir: '/nowhere' };
  const database = await openDatabase({ home, logger: pino({ level: 'silent' }) });
  await expect(database.create()).rejects.toMatchObject({ name: 'DatabaseError', code: 0 });
  await database.close();
});
