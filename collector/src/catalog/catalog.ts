import type { CatalogItem } from '@tendero/schema';

/** What the shops sell, in memory; the database holds the durable copy. */
export interface Catalog {
  get(siteId: string, itemId: string): CatalogItem | undefined;
  /** All items of a site. */
  items(siteId: string): Iterable<CatalogItem>;
}
