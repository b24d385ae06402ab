import { AVAILABILITIES, type Availability, type CatalogItem } from '@tendero/schema';
import * as z from 'zod';

/** `availability` of a row whose item was deleted. */
const DELETED = 'deleted';

interface RowOptions {
  readonly siteId: string;
  readonly item: CatalogItem;
  readonly updatedAt: number;
  /** The highest of an item's rows wins. */
  readonly version: number;
  readonly isDeleted?: boolean;
}

/** One line of `catalog_items` as JSONEachRow, with its line end; money as decimal strings. */
export function itemRow({
  siteId,
  item,
  updatedAt,
  version,
  isDeleted = false,
}: RowOptions): string {
  return `${JSON.stringify({
    site_id: siteId,
    item_id: item.item_id,
    item_group_id: item.item_group_id ?? '',
    title: item.title,
    url: item.url ?? '',
    image_url: item.image_url ?? '',
    price: decimal(item.price),
    sale_price: decimal(item.sale_price),
    currency: item.currency ?? '',
    availability: isDeleted ? DELETED : item.availability,
    category: item.category,
    brand: item.brand ?? '',
    attributes: item.attributes ?? {},
    updated_at: new Date(updatedAt).toISOString(),
    version,
  })}\n`;
}

function decimal(value: number | undefined): string | null {
  return value === undefined ? null : value.toFixed(4);
}

/** One row of the catalogue as it is read; empty texts and nulls are what the item does not have. */
export const storedItem = z
  .object({
    site_id: z.string(),
    version: z.coerce.number(),
    item_id: z.string(),
    item_group_id: z.string(),
    title: z.record(z.string(), z.string()),
    url: z.string(),
    image_url: z.string(),
    price: z.number().nullable(),
    sale_price: z.number().nullable(),
    currency: z.string(),
    availability: z.enum([...AVAILABILITIES, DELETED]),
    category: z.array(z.string()),
    brand: z.string(),
    attributes: z.record(z.string(), z.string()),
  })
  .transform((row) => ({
    siteId: row.site_id,
    version: row.version,
    isDeleted: row.availability === DELETED,
    item: toItem(row),
  }));

interface StoredRow {
  item_id: string;
  item_group_id: string;
  title: Record<string, string>;
  url: string;
  image_url: string;
  price: number | null;
  sale_price: number | null;
  currency: string;
  availability: Availability | typeof DELETED;
  category: string[];
  brand: string;
  attributes: Record<string, string>;
}

function toItem(row: StoredRow): CatalogItem {
  return {
    item_id: row.item_id,
    ...(row.item_group_id && { item_group_id: row.item_group_id }),
    title: row.title,
    ...(row.url && { url: row.url }),
    ...(row.image_url && { image_url: row.image_url }),
    ...(row.price !== null && { price: row.price }),
    ...(row.sale_price !== null && { sale_price: row.sale_price }),
    ...(row.currency && { currency: row.currency }),
    availability: row.availability === DELETED ? 'unavailable' : row.availability,
    category: row.category,
    ...(row.brand && { brand: row.brand }),
    attributes: row.attributes,
  };
}
