import type { Database } from '../../collector/src/clickhouse/database.ts';
import { eventRowsLine } from '../../collector/src/ingest/encode-rows.ts';
import type { EventRow } from '../../collector/src/ingest/event-row.ts';
import { insertSections } from '../../collector/src/journal/insert-rows.ts';
import type { JournalTable } from '../../collector/src/journal/journal.ts';

type Writing = Pick<Database, 'write'>;

/** Inserts rows of any table but that of events, as the journal does. */
export async function insertRows(
  { write }: Writing,
  table: Exclude<JournalTable, 'events_raw'>,
  rows: readonly object[],
): Promise<void> {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await insertAll(write, table, [Buffer.from(text)]);
}

/** Inserts events as the journal does. */
export async function insertEvents({ write }: Writing, rows: readonly EventRow[]): Promise<void> {
  await insertAll(write, 'events_raw', rows.map(eventBytes));
}

/** A row of `events_raw` as it stands in the journal. */
export function eventBytes(row: EventRow): Buffer {
  return eventRowsLine([row]).bytes;
}

async function insertAll(
  lane: Database['write'],
  table: JournalTable,
  sections: readonly Buffer[],
): Promise<void> {
  const [refused] = await insertSections(lane, table, sections);
  if (refused) throw new Error(`${table}: ${refused.reason}`);
}
