import * as z from 'zod';
import type { Database } from '../../collector/src/clickhouse/database.ts';

/** Which of these ids have no row. */
export async function missingEvents(
  { serve }: Pick<Database, 'serve'>,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await serve.query({
    sql: 'SELECT arrayJoin({ids: Array(String)}) AS id WHERE id NOT IN (SELECT event_id FROM events_raw)',
    params: { ids },
    row: z.object({ id: z.string() }),
  });
  return rows.map(({ id }) => id);
}
