import type { z } from 'zod';

/** Values for `{name: Type}` placeholders; the only way from data into SQL. */
export type QueryParams = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/**
 * One read: SQL without FORMAT or SETTINGS, its parameters, and the parser of its rows.
 * Rows arrive as JSON: integers as numbers (beyond 2^53 select `toString(…)`), decimals as exact strings without
 * trailing zeros (`"12.1"`), DateTime and DateTime64 as ISO 8601 in UTC (`2026-01-31T10:00:00.123Z`), Date as
 * `YYYY-MM-DD`, Nested columns as arrays named `items.item_id`. Parameters that are dates may be ISO 8601 too.
 */
export interface Query<Row extends z.ZodType> {
  readonly sql: string;
  readonly params?: QueryParams;
  readonly row: Row;
}

/** Where reads go. A lane's connection is replaced after any error, so that no row of a failed query reaches the next. */
export interface ReadLane {
  /** Parsed rows. Rejects with {@link DatabaseError} and never with another query's rows. */
  query<Row extends z.ZodType>(query: Query<Row>): Promise<z.output<Row>[]>;
}

/** Where statements go that return nothing. */
export interface CommandLane {
  command(sql: string, params?: QueryParams): Promise<void>;
}

/**
 * The columns of rows that come in groups, in RowBinary: the values that all rows of a group share, how many rows there are (a
 * varint), and each row's own values. By name, in the order of the values, with the types in which they are written.
 */
export interface GroupedColumns {
  readonly shared: Readonly<Record<string, string>>;
  readonly own: Readonly<Record<string, string>>;
}

/** The one connection that inserts and changes. */
export interface WriteLane extends ReadLane, CommandLane {
  /** Removes the rows of a table for which `where` holds, on every server that has some; resolves when they are gone. */
  remove(table: string, where: string, params?: QueryParams): Promise<void>;
  /**
   * One INSERT of JSONEachRow text, or of groups of rows with these `columns`. `chunks` end with a row or a group.
   * Resolves when the rows are on disk; below 500,000 rows and 128 MB of one partition it is whole or absent, also across
   * a crash.
   */
  insert(table: string, chunks: Iterable<Buffer>, columns?: GroupedColumns): Promise<void>;
}

/** ClickHouse, embedded or not; the rest of the code can't tell. */
export interface Database {
  /** Creates the database where it is missing; its tables are `migrate`'s. */
  create(): Promise<void>;
  readonly write: WriteLane;
  /** For figures that are made of what is there, so that no insert waits for them. */
  readonly recount: CommandLane;
  /** For answers to pages: decide, index fill. */
  readonly serve: ReadLane;
  /** For console and segments: read only, bounded in time, memory and rows. */
  readonly console: ReadLane;
  /**
   * The answer as lines of JSONEachRow that {@link WriteLane.insert} takes back exactly; for copying tables.
   * All of it is in memory at once: ask for slices.
   */
  copyOut(query: Omit<Query<z.ZodType>, 'row'>): Promise<Buffer>;
  close(): Promise<void>;
}

/** A query or insert failed. `code` is ClickHouse's error number, 0 when no answer came. */
export class DatabaseError extends Error {
  readonly code: number;

  constructor(message: string, options: { code: number; cause: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'DatabaseError';
    this.code = options.code;
  }
}
