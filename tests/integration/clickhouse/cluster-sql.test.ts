import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
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

it.each(FILES)('turns every statement of %s into ones that ClickHouse reads', async (name) => {
  const file = readFileSync(join(SCHEMA_DIRECTORY, name), 'utf8');
  const statements = splitStatements(file).flatMap((sql) => toCluster(sql, 'shop'));
  expect(statements.length).toBeGreaterThan(0);
  for (const sql of statements) {
    const [row] = await test.database.serve.query({
      sql: 'SELECT formatQuery({sql: String}) AS text',
      params: { sql },
      row: z.object({ text: z.string() }),
    });
    expect(row?.text).toContain('ON CLUSTER shop');
  }
});
