import { PURPOSES, type Purpose } from '@tendero/schema';
import * as z from 'zod';
import type { ReadLane } from '../../clickhouse/database.ts';

const ratesRow = z.object({ people: z.coerce.number(), granted: z.array(z.coerce.number()) });

/** How many people decided, and how many of them allow each purpose today. */
export interface ConsentRates {
  readonly people: number;
  readonly granted: Readonly<Record<Purpose, number>>;
}

/** Over those whose last decision is not older than `sinceMs` (ms UTC). */
export async function consentRates(
  lane: ReadLane,
  { siteId, sinceMs }: { siteId: string; sinceMs: number },
): Promise<ConsentRates> {
  const counts = PURPOSES.map((purpose) => `countIf(has(granted, '${purpose}'))`).join(', ');
  const [row] = await lane.query({
    sql: `
      SELECT count() AS people, [${counts}] AS granted
      FROM consent_states FINAL
      WHERE site_id = {site:String} AND decided_at >= fromUnixTimestamp64Milli({since:Int64})`,
    params: { site: siteId, since: sinceMs },
    row: ratesRow,
  });
  const of = (purpose: Purpose): number => row?.granted[PURPOSES.indexOf(purpose)] ?? 0;
  return {
    people: row?.people ?? 0,
    granted: {
      analytics: of('analytics'),
      personalization: of('personalization'),
      marketing: of('marketing'),
      social: of('social'),
    },
  };
}
