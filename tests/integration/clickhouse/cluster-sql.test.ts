import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { removal } from '../../../collector/src/clickhouse/removal.ts';
import type { Database } from '../../../collector/src/clickhouse/database.ts';
import { migrate } from '../../../collector/src/clickhouse/migrate.ts';
import { openDatabase } from '../../../collector/src/clickhouse/open-database.ts';
import { splitStatements } from '../../../collector/src/clickhouse/sql-text.ts';
import { toCluster } from '../../../collector/src/clickhouse/to-cluster.ts';
import { createConsentStore } from '../../../collector/src/consent/consent-store.ts';
import { followConsent } from '../../../collector/src/consent/follow-consent.ts';
import { followPeers } from '../../../collector/src/ingest/follow-peers.ts';
import { createLive } from '../../../collector/src/ingest/live.ts';
import {
  openTestDatabase,
  SCHEMA_DIRECTORY,
  type TestDatabase,
} from '../../support/open-test-database.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

const FILES = readdirSync(SCHEMA_DIRECTORY).filter((name) => name.endsWith('.sql'));

/** As the parser of the real engine reads it. */
async function parsed(sql: string): Promise<string> {
  const [row] = await test.database.serve.query({
    sql: 'SELECT formatQuery({sql: String}) AS text',
    params: { sql },
    row: z.object({ text: z.string() }),
  });
  return row?.text ?? '';
}

it.each(FILES)('turns every statement of %s into ones that ClickHouse reads', async (name) => {
  const file = readFileSync(join(SCHEMA_DIRECTORY, name), 'utf8');
  const statements = splitStatements(file).flatMap((sql) => toCluster(sql, 'shop'));
  expect(statements.length).toBeGreaterThan(0);
  for (const sql of statements) expect(await parsed(sql)).toContain('ON CLUSTER shop');
});

it('takes rows out of the tables behind the distributed one, on all replicas', async () => {
  const text = await parsed(removal('profile_values', "visitor_id = 'a'", 'shop'));
  expect(text).toContain('ALTER TABLE profile_values_local ON CLUSTER shop');
  expect(text).toContain('mutations_sync = 2');
});

it('inserts the same rows as often as it is told to, where replicas drop a block that they had before', async () => {
  const home = { ...test.home, cluster: 'shop' };
  const database = await openDatabase({ home, logger: pino({ level: 'silent' }) });
  const { write } = database;
  await write.command(
    `CREATE TABLE had_before (a UInt8) ENGINE = MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 100`,
  );
  for (let round = 0; round < 2; round += 1)
    await write.insert('had_before', [Buffer.from('{"a":1}\n')]);
  const rows = await write.query({
    sql: 'SELECT count() AS n FROM had_before',
    row: z.object({ n: z.number() }),
  });
  expect(rows).toEqual([{ n: 2 }]);
  await database.close();
});

it('makes what feeds other collectors with news on every server, from the table there into the table there', async () => {
  const commands: string[] = [];
  const { database } = test;
  const write: Database['write'] = {
    ...database.write,
    command: async (sql) => void commands.push(sql),
  };
  await feedOthers({ ...database, write }, 'shop');
  const texts = await Promise.all(commands.map(parsed));
  expect(texts).toHaveLength(2);
  for (const text of texts) expect(text).toMatch(/ON CLUSTER shop TO \w+_local\b[^]*_local$/);
});

it('needs no other server at a start that finds everything there: with one down, what is ON CLUSTER would not end', async () => {
  const home = { ...test.home, cluster: 'shop' };
  await feedOthers(test.database, undefined);
  const database = await openDatabase({ home, logger: pino({ level: 'silent' }) });
  // ClickHouse knows no such cluster here, and refuses whatever is to be done on it
  const refused = database.write.command("CREATE VIEW one ON CLUSTER 'shop' AS SELECT 1");
  await expect(refused).rejects.toMatchObject({ code: 701 });
  const options = { database, directory: SCHEMA_DIRECTORY, clock: Date.now };
  expect(await migrate({ ...options, cluster: 'shop' })).toEqual([]);
  await feedOthers(database, 'shop');
  await database.close();
});

/** As a start does on a database that others may use too. */
async function feedOthers(database: Database, cluster: string | undefined): Promise<void> {
  const ignore = () => undefined;
  const parts = { database, cluster };
  await followConsent({
    ...parts,
    store: createConsentStore(),
    onNews: async () => undefined,
  }).begin();
  await followPeers({ ...parts, live: createLive(ignore), clock: Date.now, onEvent: ignore })();
}
