import type { CatalogItem } from '@tendero/schema';

/** An item that a widget can show. */
export type ShowableItem = CatalogItem & { url: string; price: number };

/** Whether a widget may show the item: it has an address and a price, and can be ordered. */
export function isShowable(item: CatalogItem | undefined): item is ShowableItem {
  if (item?.url === undefined || item.price === undefined) return false;
  return item.availability === 'in_stock' || item.availability === 'preorder';
}
