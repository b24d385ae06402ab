import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { removal } from '../../../collector/src/clickhouse/removal.ts';
import { splitStatements } from '../../../collector/src/clickhouse/sql-text.ts';
import { toCluster } from '../../../collector/src/clickhouse/to-cluster.ts';
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
