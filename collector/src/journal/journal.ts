/** The tables that the journal feeds; each can take the same rows twice. */
export const JOURNAL_TABLES = [
  'consent_subjects',
  'consent_ledger',
  'consent_states',
  'identities',
  'profile_values',
  'orders',
  'refunds',
  'events_raw',
  'events_set_aside',
  'ingest_outcomes',
] as const;
export type JournalTable = (typeof JOURNAL_TABLES)[number];

/** One row on its way: `json` is one JSONEachRow line without its line end. */
export interface JournalLine {
  readonly table: JournalTable;
  readonly json: string;
}

/** A site's day whose per-day figures the lines change. */
export interface TouchedDay {
  readonly siteId: string;
  /** `YYYY-MM-DD` in the site's time zone. */
  readonly day: string;
}

/** Between an accepted request and the database. */
export interface Journal {
  /**
   * Makes the lines durable, all or none: resolves after fsync.
   * Rejects with {@link JournalUnavailable} when they could not be written; then none of them counts.
   */
  append(lines: readonly JournalLine[], touched?: readonly TouchedDay[]): Promise<void>;
}

/** The disk refused: full, read-only or broken. The sender keeps its events and tries again. */
export class JournalUnavailable extends Error {
  constructor(cause: unknown) {
    super('the journal could not be written', { cause });
    this.name = 'JournalUnavailable';
  }
}
