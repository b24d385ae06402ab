/** A text by language, for example `{ en: 'Teapot', es: 'Tetera' }`; at least one. */
export type Localized = Record<string, string>;

export const AVAILABILITIES = ['in_stock', 'out_of_stock', 'preorder', 'unavailable'] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** One thing a shop sells. A widget never shows an item without URL, price or stock. */
export interface CatalogItem {
  item_id: string;
  /** Variants of one thing share it; a slot never shows two of a group. */
  item_group_id?: string;
  title: Localized;
  url?: string;
  image_url?: string;
  price?: number;
  sale_price?: number;
  /** ISO 4217. */
  currency?: string;
  availability: Availability;
  /** From general to special, for example `['Kitchen', 'Tea']`. */
  category: string[];
  brand?: string;
  attributes?: Record<string, string>;
}
