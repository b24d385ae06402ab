import type { CatalogItem } from '@tendero/schema';
import * as z from 'zod';
import type { WriteLane } from '../../clickhouse/database.ts';
import type { StagedFile } from './gather.ts';

/** Marks items that nobody but an import described, so that the next import may describe them again. */
export const IMPORTED = 'imported_from';

const PAGE_ROWS = 10_000;

const row = z.object({
  item_id: z.string(),
  name: z.string(),
  price: z.string().nullable(),
});

/** The name that most priced lines use and the newest positive price; charges are no goods. */
const PAGE = `
SELECT
    item_id,
    argMax(item_name, (priced, uses, item_name)) AS name,
    if(max(priced) = 0, NULL, toString(argMax(newest_price, newest))) AS price
FROM
(
    SELECT
        item_id, item_name, count() AS uses, countIf(price > 0) AS priced,
        argMaxIf(price, (placed_at, line), price > 0) AS newest_price,
        maxIf((placed_at, line), price > 0) AS newest
    FROM import_lines FINAL
    WHERE site_id = {siteId: String} AND file_sha = {sha: String} AND status = 'accepted'
        AND book = 'sale' AND kind = 'goods' AND item_id > {after: String}
    GROUP BY item_id, item_name
)
GROUP BY item_id
ORDER BY item_id
LIMIT {rows: UInt32}`;

/** The goods of a staged file as items of the catalogue, page by page. */
export async function* readGoods(
  lane: WriteLane,
  { siteId, sha, mapping }: StagedFile,
): AsyncGenerator<CatalogItem[]> {
  let after = '';
  for (;;) {
    const params = { siteId, sha, after, rows: PAGE_ROWS };
    const rows = await lane.query({ sql: PAGE, params, row });
    yield rows.map((good) => ({
      item_id: good.item_id,
      title: { [mapping.locale]: good.name || good.item_id },
      ...(mapping.itemUrl !== undefined && { url: itemUrl(mapping.itemUrl, good.item_id) }),
      ...(good.price !== null && { price: Number(good.price), currency: mapping.currency }),
      availability: 'in_stock',
      category: [],
      attributes: { [IMPORTED]: 'orders' },
    }));
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_ROWS) return;
    after = last.item_id;
  }
}

function itemUrl(template: string, itemId: string): string {
  return template.replaceAll('{item_id}', encodeURIComponent(itemId));
}
