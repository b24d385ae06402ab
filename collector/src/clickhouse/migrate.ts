import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '../lib/clock.ts';
import type { Database } from './database.ts';
import { hasTable } from './has-table.ts';
import { splitStatements } from './sql-text.ts';
import { toCluster } from './to-cluster.ts';

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface MigrateOptions {
  database: Database;
  /** The folder of `001_name.sql`, `002_name.sql`, … */
  directory: string;
  cluster: string | undefined;
  clock: Clock;
}

/** A migration was edited or removed after it ran; `message` says which and what to do. */
export class MigrationMismatch extends Error {
  constructor(name: string) {
    super(
      `The database ran migration ${name} with another content than this collector ships. ` +
        'Start the version of the collector that last ran on this data, or a newer one.',
    );
    this.name = 'MigrationMismatch';
  }
}

const applied = z.object({ version: z.number(), name: z.string(), checksum: z.string() });

const TABLE = `
CREATE TABLE IF NOT EXISTS schema_migrations
(
    version UInt32,
    name String,
    checksum String,
    applied_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY version
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`;

/**
 * Creates the database where it is missing, then runs each migration of the folder once, in order; returns the names of those that ran now.
 * A kill in the middle is mended by the next run: statements are written to be repeatable (`IF NOT EXISTS`).
 * @throws {MigrationMismatch} when a migration that has run is not the one in the folder.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const { database, directory, cluster, clock } = options;
  const run = async (sql: string) => {
    const statements = splitStatements(sql);
    const placed =
      cluster === undefined ? statements : statements.flatMap((one) => toCluster(one, cluster));
    for (const statement of placed) await database.write.command(statement);
  };
  await database.create();
  if (!(await hasTable(database.write, 'schema_migrations'))) await run(TABLE);
  const pending = findPending(readMigrations(directory), await readApplied(database));
  for (const { sql, ...migration } of pending) {
    await run(sql);
    const row = { ...migration, applied_at: new Date(clock()).toISOString() };
    await database.write.insert('schema_migrations', [Buffer.from(`${JSON.stringify(row)}\n`)]);
  }
  return pending.map((migration) => migration.name);
}

/** The number of the newest migration that has run, 0 when none has. */
export async function readSchemaVersion(database: Database): Promise<number> {
  return (await readApplied(database)).at(-1)?.version ?? 0;
}

function readApplied(database: Database): Promise<z.output<typeof applied>[]> {
  const sql = 'SELECT version, name, checksum FROM schema_migrations FINAL ORDER BY version';
  return database.write.query({ sql, row: applied });
}

function readMigrations(directory: string): Migration[] {
  const names = readdirSync(directory).filter((name) => /^\d{3}_\w+\.sql$/.test(name));
  return names.toSorted().map((name) => {
    const sql = readFileSync(join(directory, name), 'utf8');
    const checksum = createHash('sha256').update(sql).digest('hex');
    return { version: Number(name.slice(0, 3)), name, sql, checksum };
  });
}

function findPending(
  shipped: readonly Migration[],
  ran: readonly z.output<typeof applied>[],
): Migration[] {
  const known = new Map(shipped.map((migration) => [migration.version, migration]));
  for (const { version, name, checksum } of ran) {
    if (known.get(version)?.checksum !== checksum) throw new MigrationMismatch(name);
    known.delete(version);
  }
  return [...known.values()];
}
