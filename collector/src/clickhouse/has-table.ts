import * as z from 'zod';
import type { ReadLane } from './database.ts';

/**
 * Whether the database has a table or view of this name; to be asked before one is created. On a cluster `IF NOT EXISTS`
 * waits for every server too, and a start that finds everything there must not fail because one of them is down.
 */
export async function hasTable(lane: ReadLane, name: string): Promise<boolean> {
  const found = await lane.query({
    sql: 'SELECT name FROM system.tables WHERE database = currentDatabase() AND name = {name: String}',
    params: { name },
    row: z.object({ name: z.string() }),
  });
  return found.length > 0;
}
