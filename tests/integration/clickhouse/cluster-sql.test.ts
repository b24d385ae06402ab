import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { removal } from '../../../collector/src/clickhouse/removal.ts';
import type { Database } from '../../../collector/src/clickhouse/database.ts';
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

it('makes what feeds other collectors with news on every server, from the table there into the table there', async () => {
  const commands: string[] = [];
  const { database } = test;
  const write: Database['write'] = {
    ...database.write,
    command: async (sql) => void commands.push(sql),
  };
  const parts = { database: { ...database, write }, cluster: 'shop' };
  const ignore = () => undefined;
  await followConsent({
    ...parts,
    store: createConsentStore(),
    onNews: async () => undefined,
  }).begin();
  await followPeers({ ...parts, live: createLive(ignore), clock: Date.now, onEvents: ignore })();
  const texts = await Promise.all(commands.map(parsed));
  expect(texts).toHaveLength(2);
  for (const text of texts) expect(text).toMatch(/ON CLUSTER shop TO \w+_local\b[^]*_local$/);
});
