/** The tables that the journal feeds, in the order of their inserts; each can take the same rows twice. */
export const JOURNAL_TABLES = [
  'consent_subjects',
  'consent_ledger',
  'consent_states',
  'identities',
  'profile_values',
  'orders',
  'refunds',
  'decisions',
  'events_raw',
  'events_set_aside',
  'ingest_outcomes',
  'server_outcomes',
] as const;
export type JournalTable = (typeof JOURNAL_TABLES)[number];

/** A row on its way, as text. */
export interface TextLine {
  readonly table: Exclude<JournalTable, 'events_raw'>;
  /**
   * JSONEachRow without its line end. A function is called when the block that holds the line is put together, in the order
   * of the file.
   */
  readonly json: string | (() => string);
  /** Called when the block is durable or given up, before the next block is put together. */
  readonly settled?: (isDurable: boolean) => void;
}

/** A group of rows on their way, as `event-rows.ts` says. */
export interface EventRowsLine {
  readonly table: 'events_raw';
  readonly bytes: Buffer;
  readonly rows: number;
}

export type JournalLine = TextLine | EventRowsLine;

/** How many rows a line has. */
export function rowsOf(line: JournalLine): number {
  return 'rows' in line ? line.rows : 1;
}

/** How much memory a line holds, in bytes or characters; what is text only later is small. */
export function sizeOf(line: JournalLine): number {
  if ('bytes' in line) return line.bytes.length;
  return typeof line.json === 'string' ? line.json.length : 0;
}

/** A site's day whose per-day figures the lines change. */
export interface TouchedDay {
  readonly siteId: string;
  /** `YYYY-MM-DD` in the site's time zone. */
  readonly day: string;
}

/** Each day once: every fsync names its own. */
export function distinctDays(days: readonly TouchedDay[]): TouchedDay[] {
  const distinct = new Map<string, TouchedDay>();
  let last: TouchedDay | undefined;
  for (const one of days) {
    // nearly all of a block are the same one
    if (one.day !== last?.day || one.siteId !== last.siteId)
      distinct.set(`${one.siteId} ${one.day}`, one);
    last = one;
  }
  return [...distinct.values()];
}

/** Counts that are summed over all appends of one block and become lines of that block. */
export interface Tally {
  readonly siteId: string;
  /** Who sent what was counted. */
  readonly source: 'browser' | 'server';
  /** Start of the minute of arrival, in ms UTC. */
  readonly minute: number;
  readonly counts: Readonly<Record<string, number>>;
}

interface AppendOptions {
  /** When the lines arrived; lines of two months never share a segment. @default now */
  readonly receivedAt?: number;
  readonly tally?: Tally;
}

/** Between an accepted request and the database. */
export interface Journal {
  /**
   * Makes the lines durable, all or none: resolves after fsync.
   * Rejects with {@link JournalUnavailable} when they could not be written; then none of them counts.
   */
  append(
    lines: readonly JournalLine[],
    touched?: readonly TouchedDay[],
    options?: AppendOptions,
  ): Promise<void>;
}

/** The disk refused: full, read-only or broken. The sender keeps its events and tries again. */
export class JournalUnavailable extends Error {
  constructor(cause: unknown) {
    super('the journal could not be written', { cause });
    this.name = 'JournalUnavailable';
  }
}
