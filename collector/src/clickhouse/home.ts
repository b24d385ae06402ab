import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  type CommandResult,
  createClient,
} from '@clickhouse/client';
import { type ChdbConnection, createChdbConnection } from 'chdb/connection';
import type { GroupedColumns } from './database.ts';
import { quote } from './sql-text.ts';

type ResponseHeaders = CommandResult['response_headers'];
type ClientConnection = NonNullable<ClickHouseClientConfigOptions['connection']>;

/** Where ClickHouse lives: a server behind `url`, or in this process over a folder of `dataDir`. */
export interface Home {
  readonly url: string | undefined;
  readonly database: string;
  readonly cluster: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
}

/** ClickHouse's folder is held by another process: chDB allows one at a time. */
export class DataDirLocked extends Error {
  constructor(path: string, cause: unknown) {
    super(
      `The database in ${path} can't be opened: another collector is probably running on it. ` +
        'Stop that one, or set DATA_DIR to another folder.',
      { cause },
    );
    this.name = 'DataDirLocked';
  }
}

/** The same for every query of every lane, so that a `SET` that stays on a connection changes nothing. */
const SESSION = {
  session_timezone: 'UTC',
  date_time_output_format: 'iso',
  date_time_input_format: 'best_effort',
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_decimals: 1,
  // a list of ids bound into the text of a query may be long
  max_query_size: '16777216',
} as const satisfies ClickHouseSettings;

/**
 * A query of the console may not take the shop down or reach out of the database, whoever wrote it. These stand on
 * the connection: `readonly` in the text of a query could be undone by a subquery's own SETTINGS.
 */
const CONSOLE = {
  max_execution_time: 20,
  max_memory_usage: '2000000000',
  max_result_rows: '100000',
  readonly: '1',
} as const satisfies ClickHouseSettings;

/** The client would log each failure with the values that ClickHouse quotes. */
const LOG = { level: ClickHouseLogLevel.OFF };

/** The longest that a server may take for one statement; one that hangs is asked again afterwards. */
const REQUEST_TIMEOUT_MS = { setup: 120_000, work: 120_000, console: 30_000 } as const;

/** Below this a start is refused. */
const LEAST_FREE_BYTES = 16 * 1024 * 1024;

/** What a connection is for. `setup` is on no database yet. */
export type Purpose = 'setup' | 'work' | 'console';

/** One INSERT. */
export interface Rows {
  readonly table: string;
  /** Of rows in groups; others are JSONEachRow. */
  readonly columns: GroupedColumns | undefined;
  readonly settings: Readonly<Record<string, string | number>>;
  /** Each ends with a row; asked for as they are needed. */
  readonly chunks: Iterable<Buffer>;
}

/** One connection, which does one thing at a time. */
export interface Connection {
  readonly client: ClickHouseClient;
  /** Runs a statement that returns nothing. */
  command(query: string): Promise<void>;
  /** Resolves when the rows are in; the client would make one string of them all, in the middle of everything else. */
  insert(rows: Rows): Promise<void>;
}

/**
 * A connection with the settings of its purpose.
 * @throws {DataDirLocked} when another process holds the folder.
 */
export async function openConnection(home: Home, purpose: Purpose): Promise<Connection> {
  const settings = { ...SESSION, ...(purpose === 'console' ? CONSOLE : {}) };
  if (home.url !== undefined) return openRemote(home, purpose, settings);
  const path = join(home.dataDir, 'clickhouse');
  if (purpose === 'setup') {
    assertRoom(path);
    // what a kill in mid-insert left
    rmSync(join(path, INSERT_FILE), { force: true });
  }
  const connection = openEmbedded(path);
  if (purpose !== 'setup') await connection.command(`USE ${home.database}`);
  const values = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  await connection.command(`SET ${values.join(', ')}`);
  return connection;
}

function openRemote(home: Home, purpose: Purpose, settings: ClickHouseSettings): Connection {
  const client = createClient({
    ...(home.url === undefined ? {} : { url: home.url }),
    ...(purpose === 'setup' ? {} : { database: home.database }),
    log: LOG,
    request_timeout: REQUEST_TIMEOUT_MS[purpose],
    max_open_connections: 1,
    clickhouse_settings: {
      ...settings,
      // an error after the first rows changes the status instead of ending up among them
      wait_end_of_query: 1,
      ...(home.cluster === undefined ? {} : { distributed_product_mode: 'global' }),
    },
  });
  return {
    client,
    async command(query) {
      assertAnswered((await client.command({ query })).response_headers);
    },
    insert: (rows) => insertRemote(client, rows),
  };
}

/** The settings stand in the text of the INSERT, so that they end with it. `file`: where the rows are, if not behind it. */
function insertText({ table, columns, settings }: Rows, file?: string): string {
  const set = `SETTINGS ${Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'`)
    .join(', ')}`;
  if (columns) {
    const [source, format] = file === undefined ? ['input', ` FORMAT ${GROUPS}`] : ['file', ''];
    const place = file === undefined ? [] : [quote(file), quote(GROUPS)];
    const from = `${source}(${[...place, quote(structureOf(columns))].join(', ')})`;
    return `INSERT INTO ${table} (${namesOf(columns)}) ${rowsOfGroups(columns, from)} ${set}${format}`;
  }
  const infile = file === undefined ? '' : ` FROM INFILE ${quote(file)}`;
  return `INSERT INTO ${table}${infile} ${set} FORMAT JSONEachRow`;
}

const GROUPS = 'RowBinary';

/** Of a group, as table functions take it. */
function structureOf({ shared, own }: GroupedColumns): string {
  const columns = Object.entries(shared).map(([name, type]) => `${name} ${type}`);
  return [...columns, `group Array(Tuple(${Object.values(own).join(', ')}))`].join(', ');
}

function namesOf({ shared, own }: GroupedColumns): string {
  return [...Object.keys(own), ...Object.keys(shared)].map((name) => `\`${name}\``).join(', ');
}

function rowsOfGroups({ shared, own }: GroupedColumns, source: string): string {
  const values = Object.keys(own).map((_, index) => `row.${index + 1}`);
  const columns = [...values, ...Object.keys(shared)].join(', ');
  return `SELECT ${columns} FROM ${source} ARRAY JOIN group AS row`;
}

async function insertRemote(client: ClickHouseClient, rows: Rows): Promise<void> {
  const { chunks } = rows;
  const { stream, response_headers: headers } = await client.exec({
    query: insertText(rows),
    values: Readable.from(chunks),
  });
  if ((await text(stream)) !== '') throw new Error('an INSERT was answered with text');
  assertAnswered(headers);
}

/** A proxy between here and there may answer 200 with a page of its own; then nothing was done. */
function assertAnswered(headers: ResponseHeaders = {}): void {
  if (!Object.keys(headers).some((name) => name.startsWith('x-clickhouse-')))
    throw new Error('the answer is not one of ClickHouse');
}

function openEmbedded(path: string): Connection {
  assertWritable(path);
  const connection = openFolder(path);
  if (!fitsClient(connection)) throw new TypeError("chDB's connection does not fit the client");
  const client = createClient({ connection, log: LOG });
  return {
    client,
    async command(query) {
      await client.command({ query });
    },
    insert: (rows) => insertFromFile(client, join(path, INSERT_FILE), rows),
  };
}

/** Holds the rows of the insert under way, and only then. */
const INSERT_FILE = 'insert.rows';

/**
 * Rows that stand behind the text of an INSERT cost chDB 25 µs each, the same rows in a file 10: 583 bytes of JSON a row,
 * measured on 200,000. In RowBinary it takes 8, in groups of ten 5 (into compact parts, 20,000 rows, nothing else running).
 */
async function insertFromFile(client: ClickHouseClient, path: string, rows: Rows): Promise<void> {
  try {
    // not fsynced: what is in it is in the journal until it is in the database
    await writeFile(path, pieces(rows.chunks), { mode: 0o600 });
    await client.command({ query: insertText(rows, path) });
  } finally {
    await rm(path, { force: true });
  }
}

/** Large enough for few turns of a busy loop, small enough for what else waits in it. */
const PIECE_BYTES = 4_000_000;

function* pieces(chunks: Iterable<Buffer>): Generator<Buffer> {
  let gathered: Buffer[] = [];
  let bytes = 0;
  for (const chunk of chunks) {
    gathered.push(chunk);
    bytes += chunk.length;
    if (bytes < PIECE_BYTES) continue;
    yield toOne(gathered);
    gathered = [];
    bytes = 0;
  }
  if (bytes > 0) yield toOne(gathered);
}

/** One that is large by itself is not copied. */
function toOne(chunks: readonly Buffer[]): Buffer {
  const [only] = chunks;
  return only && chunks.length === 1 ? only : Buffer.concat(chunks);
}

function openFolder(path: string): ChdbConnection {
  try {
    return createChdbConnection({ path });
  } catch (cause) {
    throw new DataDirLocked(path, cause);
  }
}

/** The same interface, declared in two packages: @clickhouse/client ships a copy of the one that chDB imports. */
function fitsClient(connection: ChdbConnection): connection is ChdbConnection & ClientConnection {
  return 'exec' in connection && 'command' in connection;
}

/** Throws the file system's own error (no space, read-only, no right), which chDB would swallow. */
function assertWritable(path: string): void {
  mkdirSync(path, { recursive: true });
  const probe = join(path, '.writable');
  writeFileSync(probe, '');
  rmSync(probe);
}

/**
 * On a full disk chDB leaves empty files where its definitions of databases belong, and can't open the folder ever
 * again; so it isn't even started there. An empty database takes a few megabytes.
 */
function assertRoom(path: string): void {
  mkdirSync(path, { recursive: true });
  const { bavail, bsize } = statfsSync(path);
  if (bavail * bsize >= LEAST_FREE_BYTES) return;
  throw Object.assign(new Error('too little space to open a database'), { code: 'ENOSPC', path });
}
