import * as z from 'zod';
import type { Database } from '../../clickhouse/database.ts';
import { planSlices, type Slice } from './plan-slices.ts';

/** A table as it was at the snapshot. */
export interface SnapshotTable {
  readonly name: string;
  /** As {@link countRows} counts. */
  readonly rows: number;
  readonly slices: readonly Slice[];
}

/** Some 50 MB of text at most. */
const SLICE_ROWS = 50_000;

const PREFIX = 'snapshot_';

const named = z.object({ name: z.string() });
const counted = z.object({ rows: z.number() });
const part = z.object({ part: z.string(), rows: z.number() });

/**
 * The tables that hold data, without the record of migrations, without snapshots and without the news for other collectors,
 * which a restore of consent makes anew.
 */
export async function listTables(database: Database): Promise<string[]> {
  const sql = `SELECT name FROM system.tables
    WHERE database = currentDatabase() AND endsWith(engine, 'MergeTree')
      AND NOT startsWith(name, {prefix: String}) AND name NOT IN ('schema_migrations', 'consent_changes')
    ORDER BY name`;
  const tables = await database.serve.query({ sql, params: { prefix: PREFIX }, row: named });
  return tables.map((table) => table.name);
}

/**
 * Rows as a query sees them. Copies that a later one replaces don't count: they are still in a backup's parts, but go
 * when a restore inserts them in one block.
 */
export async function countRows(database: Database, table: string): Promise<number> {
  const sql = `SELECT count() AS rows FROM ${table} FINAL`;
  const [found] = await database.serve.query({ sql, row: counted });
  return found?.rows ?? 0;
}

/**
 * Holds all tables as they are now: clones that share the files on disk and are never merged. Takes milliseconds a
 * table. An earlier snapshot goes.
 */
export async function takeSnapshot(database: Database): Promise<SnapshotTable[]> {
  await dropSnapshot(database);
  const names = await listTables(database);
  for (const name of names) {
    await database.write.command(`CREATE TABLE ${PREFIX}${name} CLONE AS ${name}`);
    await database.write.command(`SYSTEM STOP MERGES ${PREFIX}${name}`);
  }
  return Promise.all(names.map((name) => describe(database, name)));
}

/** One slice as lines of JSONEachRow. */
export function readSlice(database: Database, table: string, slice: Slice): Promise<Buffer> {
  return database.copyOut({
    sql: `SELECT * FROM ${PREFIX}${table}
      WHERE _part IN {parts: Array(String)}
        AND _part_offset >= {from: UInt64} AND _part_offset < {to: UInt64}`,
    params: { ...slice },
  });
}

/** Lets go of the snapshot's files. */
export async function dropSnapshot(database: Database): Promise<void> {
  const sql = `SELECT name FROM system.tables
    WHERE database = currentDatabase() AND startsWith(name, {prefix: String})`;
  const tables = await database.serve.query({ sql, params: { prefix: PREFIX }, row: named });
  for (const { name } of tables) await database.write.command(`DROP TABLE ${name} SYNC`);
}

async function describe(database: Database, name: string): Promise<SnapshotTable> {
  const sql = `SELECT _part AS part, count() AS rows FROM ${PREFIX}${name} GROUP BY part ORDER BY part`;
  const parts = await database.serve.query({ sql, row: part });
  const rows = await countRows(database, `${PREFIX}${name}`);
  return { name, rows, slices: planSlices(parts, SLICE_ROWS) };
}
