import type { CatalogItem } from '@tendero/schema';
import * as z from 'zod';
import type { Database, ReadLane } from '../clickhouse/database.ts';
import { mapInTurns } from '../lib/turns.ts';
import type { CatalogMemory } from './catalog.ts';

interface Arrival {
  readonly siteId: string;
  readonly items: readonly CatalogItem[];
  /** In ms UTC. */
  readonly now: number;
}

/** Notes which of the items the shop did not have before. Resolves when that is on disk. */
export async function noteArrivals(
  { write }: Pick<Database, 'write'>,
  memory: CatalogMemory,
  { siteId, items, now }: Arrival,
): Promise<void> {
  const news = items.filter(({ item_id: itemId }) => memory.get(siteId, itemId) === undefined);
  if (news.length === 0) return;
  const arrived_at = new Date(now).toISOString();
  const lines = await mapInTurns(
    news,
    ({ item_id }) => `${JSON.stringify({ site_id: siteId, item_id, arrived_at })}\n`,
  );
  await write.insert('catalog_arrivals', [Buffer.from(lines.join(''))]);
}

/** Puts the items of the memory in the order in which they came. */
export async function arrangeArrivals(lane: ReadLane, memory: CatalogMemory): Promise<void> {
  const sites = await lane.query({ sql: ARRIVALS, row });
  for (const { site_id: siteId, item_ids: itemIds } of sites) memory.arrange(siteId, itemIds);
}

const row = z.object({ site_id: z.string(), item_ids: z.array(z.string()) });

/** Who left and came back came when it came first. */
const ARRIVALS = `
SELECT site_id, arrayMap(one -> one.2, arraySort(groupArray((first_at, item_id)))) AS item_ids
FROM (
    SELECT site_id, item_id, min(arrived_at) AS first_at
    FROM catalog_arrivals
    WHERE (site_id, item_id) IN (SELECT site_id, item_id FROM catalog_items)
    GROUP BY site_id, item_id
)
GROUP BY site_id`;
