import * as z from 'zod';
import type { ReadLane } from '../clickhouse/database.ts';

const lateRow = z.object({ stored: z.coerce.number(), distinct: z.coerce.number() });

/** Events of browsers that were stored, at once or by a replay, and how many distinct ones they are: the difference came twice and was seen late. */
export type LateDuplicates = Readonly<z.output<typeof lateRow>>;

/** Over all time. Copies have one order key, so that counting merged rows needs no set of all ids. */
export async function lateDuplicates(lane: ReadLane, siteId: string): Promise<LateDuplicates> {
  const [row] = await lane.query({
    sql: `
      SELECT
        (SELECT sum(ingest_outcomes.stored + ingest_outcomes.replayed) FROM ingest_outcomes FINAL WHERE site_id = {site:String}) AS stored,
        (SELECT count() FROM held_events WHERE site_id = {site:String}) AS distinct`,
    params: { site: siteId },
    row: lateRow,
  });
  return row ?? { stored: 0, distinct: 0 };
}
