import type { Product } from './product.ts';
import { payCents } from './product.ts';

/** The shop's currency. */
export const CURRENCY = 'EUR';

/** A product as `PUT /v1/catalog/items` takes it. */
export interface CatalogLine {
  item_id: string;
  item_group_id: string;
  title: Record<string, string>;
  url: string;
  image_url: string;
  price: number;
  sale_price?: number;
  currency: string;
  availability: 'in_stock' | 'out_of_stock';
  category: string[];
  brand: string;
  attributes: Record<string, string>;
}

/** A product as an event carries it, in the words of Google Analytics 4. */
export interface EventItem {
  item_id: string;
  item_name: string;
  item_brand: string;
  item_category: string;
  item_category2: string;
  item_variant: string;
  price: number;
  quantity: number;
}

/** Makes the catalogue line of a product; `origin` is the shop's own. */
export function toCatalogLine(product: Product, origin: string): CatalogLine {
  return {
    item_id: product.id,
    item_group_id: product.group,
    title: { ...product.title },
    url: `${origin}/p/${product.id}`,
    image_url: `${origin}/pictures/${product.id}.svg`,
    price: product.priceCents / 100,
    ...(product.saleCents === undefined ? {} : { sale_price: product.saleCents / 100 }),
    currency: CURRENCY,
    availability: product.inStock ? 'in_stock' : 'out_of_stock',
    category: [product.category.name.en, product.kind.plural.en],
    brand: product.brand,
    attributes: { colour: product.colour.name.en, material: product.kind.material.en },
  };
}

/** Makes the event item of a product. Names are English in every language: one thing, one name. */
export function toEventItem(product: Product, quantity = 1): EventItem {
  return {
    item_id: product.id,
    item_name: product.title.en,
    item_brand: product.brand,
    item_category: product.category.name.en,
    item_category2: product.kind.plural.en,
    item_variant: product.variant.en,
    price: payCents(product) / 100,
    quantity,
  };
}
