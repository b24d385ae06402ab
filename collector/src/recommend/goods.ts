import type { CatalogItem } from '@tendero/schema';
import { describeItem } from './engine/attributes.ts';
import { isShowable } from './is-showable.ts';
import { createPopularity, type Popularity } from './popularity.ts';
import type { SiteMemory } from './site-memory.ts';

const NO_PATH: readonly string[] = [];

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
  bringAlong(memory, number);
}

/** Counts that an item was wanted, in the shop and in its categories. */
export function countWanted(memory: SiteMemory, item: number, weight: number): void {
  memory.popularity.add(item, weight);
  for (const category of memory.goods[item]?.category ?? NO_PATH) {
    shelfOf(memory, category).add(item, weight);
  }
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

/** Where it stands now, it brings along what it was wanted before. */
function bringAlong(memory: SiteMemory, item: number): void {
  const count = memory.popularity.count(item);
  if (count === 0) return;
  for (const category of memory.goods[item]?.category ?? NO_PATH) {
    const shelf = shelfOf(memory, category);
    if (shelf.count(item) < count) shelf.add(item, count - shelf.count(item));
  }
}

function shelfOf({ shelves }: SiteMemory, category: string): Popularity {
  const shelf = shelves.get(category) ?? createPopularity();
  shelves.set(category, shelf);
  return shelf;
}
