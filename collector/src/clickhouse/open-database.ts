import { randomUUID } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import type { Logger } from 'pino';
import type * as z from 'zod';
import type {
  CommandLane,
  Database,
  GroupedColumns,
  Query,
  ReadLane,
  WriteLane,
} from './database.ts';
import { toDatabaseError, type Work } from './failure.ts';
import { type Connection, type Home, openConnection, type Purpose, type Rows } from './home.ts';
import { type LaneCounts, LANES } from './lane-counts.ts';
import { createPool, type Pool } from './pool.ts';
import { readRows } from './read-rows.ts';
import { removal } from './removal.ts';
import { assertReadsOnly, bindParams, quote } from './sql-text.ts';

/** One INSERT becomes one part, hence whole or absent: nothing splits or gathers its rows. */
const INSERT_SETTINGS = {
  async_insert: 0,
  input_format_skip_unknown_fields: 0,
  max_insert_block_size: 1_000_000,
  min_insert_block_size_rows: 1_000_000,
  min_insert_block_size_bytes: 2_000_000_000,
  // copies within one insert are rare, and wait for FINAL like all others; looking for them is an eighth of its cost
  optimize_on_insert: 0,
  // what reads the rows hands them over in one piece, too
  max_block_size: 1_000_000,
  max_threads: 1,
  max_insert_threads: 1,
} as const;

const CLUSTER_INSERT_SETTINGS = {
  ...INSERT_SETTINGS,
  distributed_foreground_insert: 1,
  insert_quorum: 'auto',
} as const;

/**
 * Replicas would drop a block that equals an earlier one, also when the rows of that one were removed since; copies are the order
 * key's business. A token that never comes again keeps every version from it, `insert_deduplicate = 0` not those from 26.2 on.
 */
function clusterInsertSettings(): Rows['settings'] {
  return { ...CLUSTER_INSERT_SETTINGS, insert_deduplication_token: randomUUID() };
}

interface OpenDatabaseOptions {
  home: Home;
  lanes?: LaneCounts;
  logger: Logger;
}

/**
 * Opens ClickHouse, embedded or not. A server is not asked for anything yet.
 * @throws {DataDirLocked} when another process holds the data directory.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { home, lanes = LANES, logger } = options;
  // Stays open until the end: chDB lets go of the data directory with its last connection.
  const anchor = await openConnection(home, 'setup');
  const onCluster = home.cluster === undefined ? '' : ` ON CLUSTER '${home.cluster}'`;
  const create = `CREATE DATABASE IF NOT EXISTS ${home.database}${onCluster} ENGINE = Atomic`;
  const count = `SELECT count() FROM system.databases WHERE name = ${quote(home.database)} FORMAT TSV`;

  const pool = (purpose: Purpose, size: number) =>
    createPool<Connection>({
      size,
      open: () => openConnection(home, purpose),
      async close({ client }) {
        logger.debug({ purpose }, 'database connection closed');
        await client.close();
      },
    });
  const pools = {
    write: pool('work', 1),
    recount: pool('work', 1),
    serve: pool('work', lanes.serve),
    console: pool('console', lanes.console),
  };
  return {
    async create() {
      // on a cluster its creation waits for every server, also where there is nothing to create
      const found = await attempt('read', () => ask(anchor.client, count));
      if (found.toString() !== '1\n') await attempt('command', () => anchor.command(create));
    },
    write: createWriteLane(pools.write, home),
    recount: createCommandLane(pools.recount),
    serve: createReadLane(pools.serve),
    console: createConsoleLane(pools.console),
    copyOut: async (query) => Buffer.concat(await read(pools.serve, query)),
    async close() {
      await Promise.all(Object.values(pools).map((one) => one.close()));
      await anchor.client.close();
    },
  };
}

function createReadLane(pool: Pool<Connection>): ReadLane {
  return {
    async query<Row extends z.ZodType>(query: Query<Row>) {
      return readRows(await read(pool, query), query.row);
    },
  };
}

function read(
  pool: Pool<Connection>,
  { sql, params }: Omit<Query<z.ZodType>, 'row'>,
): Promise<Buffer[]> {
  const text = `${bindParams(sql, params)}\nFORMAT JSONEachRow`;
  return attempt('read', () => pool.run(({ client }) => ask(client, text)));
}

function createConsoleLane(pool: Pool<Connection>): ReadLane {
  const lane = createReadLane(pool);
  return {
    async query(query) {
      assertReadsOnly(query.sql);
      return lane.query(query);
    },
  };
}

function createCommandLane(pool: Pool<Connection>): CommandLane {
  return {
    async command(sql, params) {
      const text = bindParams(sql, params);
      await attempt('command', () => pool.run((connection) => connection.command(text)));
    },
  };
}

function createWriteLane(pool: Pool<Connection>, home: Home): WriteLane {
  const commands = createCommandLane(pool);
  return {
    ...createReadLane(pool),
    ...commands,
    remove: (table, where, params) => commands.command(removal(table, where, home.cluster), params),
    async insert(table: string, chunks: Iterable<Buffer>, columns?: GroupedColumns) {
      const settings = home.cluster === undefined ? INSERT_SETTINGS : clusterInsertSettings();
      const rows: Rows = { table, columns, settings, chunks };
      await attempt('insert', () => pool.run((connection) => connection.insert(rows)));
    },
  };
}

/** The answer in chunks: to make one of 40 MB of them would hold everybody up for 0.1 s. */
async function ask(client: ClickHouseClient, query: string): Promise<Buffer[]> {
  const { stream } = await client.exec({ query });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

async function attempt<Result>(work: Work, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw toDatabaseError(error, work);
  }
}
