import { cpSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { migrate, readSchemaVersion } from '../../../collector/src/clickhouse/migrate.ts';
import {
  openTestDatabase,
  SCHEMA_DIRECTORY,
  type TestDatabase,
} from '../../support/open-test-database.ts';

let test: TestDatabase;
let directory: string;

beforeAll(async () => {
  test = await openTestDatabase();
  directory = mkdtempSync(join(tmpdir(), 'tendero-schema-'));
  cpSync(SCHEMA_DIRECTORY, directory, { recursive: true });
});

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await test.close();
});

function run(folder: string): Promise<string[]> {
  return migrate({
    database: test.database,
    directory: folder,
    cluster: undefined,
    clock: () => Date.UTC(2026, 0, 31),
  });
}

it('runs nothing a second time', async () => {
  expect(await run(SCHEMA_DIRECTORY)).toEqual([]);
});

it('makes the database Atomic and knows its version', async () => {
  const engine = await test.database.write.query({
    sql: 'SELECT engine FROM system.databases WHERE name = currentDatabase()',
    row: z.object({ engine: z.string() }),
  });
  expect(engine).toEqual([{ engine: 'Atomic' }]);
  expect(await readSchemaVersion(test.database)).toBeGreaterThanOrEqual(1);
});

it('can repeat every shipped statement, as it does after a kill in mid-migration', async () => {
  await test.database.write.command('TRUNCATE TABLE schema_migrations');
  expect((await run(SCHEMA_DIRECTORY)).length).toBeGreaterThanOrEqual(1);
});

it('runs a new file once', async () => {
  writeFileSync(
    join(directory, '900_extra.sql'),
    "-- a `;` in a comment; and\nCREATE TABLE IF NOT EXISTS extra (a String DEFAULT ';') ENGINE = MergeTree ORDER BY a;\n",
  );
  expect(await run(directory)).toEqual(['900_extra.sql']);
  expect(await run(directory)).toEqual([]);
  expect(await readSchemaVersion(test.database)).toBe(900);
});

it('refuses a folder whose shipped file was edited, and one that lacks it', async () => {
  await expect(run(SCHEMA_DIRECTORY)).rejects.toThrow(/900_extra\.sql/);
  const file = join(directory, '001_core.sql');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n-- edited`);
  await expect(run(directory)).rejects.toThrow(/001_core\.sql with another content/);
});
