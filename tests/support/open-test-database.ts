import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { Database } from '../../collector/src/clickhouse/database.ts';
import type { Home } from '../../collector/src/clickhouse/home.ts';
import { LANES, type LaneCounts } from '../../collector/src/clickhouse/lane-counts.ts';
import { migrate } from '../../collector/src/clickhouse/migrate.ts';
import { openDatabase } from '../../collector/src/clickhouse/open-database.ts';

/** A migrated, empty database and its end. */
export interface TestDatabase extends AsyncDisposable {
  readonly database: Database;
  readonly home: Home;
  /** Removes everything; call it in `afterAll`. */
  close(): Promise<void>;
}

/** The migrations that the collector ships. */
export const SCHEMA_DIRECTORY = join(import.meta.dirname, '../../collector/schema');

interface OpenTestDatabaseOptions {
  /** A server instead of the embedded ClickHouse. @default CLICKHOUSE_URL of the environment */
  url?: string | undefined;
  lanes?: LaneCounts;
}

const logger = pino({ level: 'silent' });

/**
 * Opens a real ClickHouse for one test file: a new folder, a new database name, all migrations.
 * chDB binds one data directory per process, and Vitest gives each file of the `integration` tier a process of its
 * own; so call this once a file (`beforeAll`), or close one before opening the next.
 */
export async function openTestDatabase(
  options: OpenTestDatabaseOptions = {},
): Promise<TestDatabase> {
  const { url = process.env['CLICKHOUSE_URL'], lanes = LANES } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'tendero-test-'));
  const home: Home = {
    url,
    database: `test_${randomBytes(6).toString('hex')}`,
    cluster: undefined,
    dataDir,
  };
  const database = await openDatabase({ home, lanes, logger });
  await migrate({ database, directory: SCHEMA_DIRECTORY, cluster: undefined, clock: Date.now });
  const close = async () => {
    await database.write.command(`DROP DATABASE IF EXISTS ${home.database} SYNC`);
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { database, home, close, [Symbol.asyncDispose]: close };
}
