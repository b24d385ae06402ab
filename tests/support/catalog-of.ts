import type { CatalogItem } from '@tendero/schema';
import { type CatalogMemory, createCatalogMemory } from '../../collector/src/catalog/catalog.ts';

/** An item that can be shown, of the category `Mesa`, with the changes. */
export function goods(itemId: string, changes: Partial<CatalogItem> = {}): CatalogItem {
  return {
    item_id: itemId,
    title: { es: `Cosa ${itemId}`, en: `Thing ${itemId}` },
    url: `/p/${itemId}`,
    image_url: `/i/${itemId}.svg`,
    price: 10,
    currency: 'EUR',
    availability: 'in_stock',
    category: ['Casa', 'Mesa'],
    ...changes,
  };
}

/** The catalogue of the site `shop`. */
export function catalogOf(items: readonly CatalogItem[]): CatalogMemory {
  const catalog = createCatalogMemory();
  for (const item of items) catalog.put('shop', item);
  return catalog;
}
