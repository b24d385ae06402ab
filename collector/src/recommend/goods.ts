import type { CatalogItem } from '@tendero/schema';
import { describeItem } from './engine/attributes.ts';
import { isShowable } from './is-showable.ts';
import { NO_CATEGORIES } from './popularity.ts';
import type { SiteMemory } from './site-memory.ts';

/** Takes in what the catalogue says of an item; undefined for one that left. */
export function describeGoods(
  memory: SiteMemory,
  itemId: string,
  item: CatalogItem | undefined,
): void {
  const number = memory.items.numberOf(itemId);
  memory.showable[number] = isShowable(item);
  const words = wordsOf(item).map((word) => memory.words.numberOf(word));
  describeItem(memory.seen.attributes, number, words);
  memory.goods[number] = item;
  memory.popularity.move(number, item?.category ?? NO_CATEGORIES);
}

/** Counts that an item was wanted, in the shop and in its categories. */
export function countWanted(memory: SiteMemory, item: number, weight: number): void {
  memory.popularity.add(item, weight, memory.goods[item]?.category ?? NO_CATEGORIES);
}

/** What items have in common: brand, categories, attributes. */
function wordsOf(item: CatalogItem | undefined): string[] {
  if (!item) return [];
  const { brand, category, attributes = {} } = item;
  return [
    ...(brand === undefined ? [] : [`brand ${brand}`]),
    ...category.map((name) => `in ${name}`),
    ...Object.entries(attributes).map(([name, value]) => `${name}: ${value}`),
  ];
}
