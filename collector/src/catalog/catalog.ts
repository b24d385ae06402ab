import type { CatalogItem } from '@tendero/schema';
import { addSorted, removeSorted } from './sorted-numbers.ts';

/** What the shops sell, in memory; the database holds the durable copy. */
export interface Catalog {
  get(siteId: string, itemId: string): CatalogItem | undefined;
  /** All items of a site. */
  items(siteId: string): Iterable<CatalogItem>;
  /** The items that have `category` anywhere in their path. */
  inCategory(siteId: string, category: string): Iterable<CatalogItem>;
  /** All items of a site, or those that have `category` anywhere in their path, what came last first. */
  newest(siteId: string, category?: string): Iterable<CatalogItem>;
  /** Tells of all there is, and from then on of each change. */
  follow(onItem: OnItem): void;
}

/** `item` is undefined for one that left. */
type OnItem = (siteId: string, itemId: string, item: CatalogItem | undefined) => void;

/** Copies of the catalogue's items; nothing here is durable. */
export interface CatalogMemory extends Catalog {
  put(siteId: string, item: CatalogItem): void;
  remove(siteId: string, itemId: string): void;
  /** Says when the items came: these after all others, in this order. */
  arrange(siteId: string, itemIds: readonly string[]): void;
}

interface Shelf {
  readonly items: Map<string, CatalogItem>;
  readonly categories: Map<string, Map<string, CatalogItem>>;
  /** First what came first; who left and comes back is not new. */
  arrivals: string[];
  /** By item: its place in the arrivals. */
  readonly places: Map<string, number>;
  /**
   * The places of what is there, by category, and of the whole shop under undefined: who asks for what is new on one shelf
   * does not pass by all others.
   */
  readonly newest: Map<string | undefined, number[]>;
}

/** An empty catalogue in memory. */
export function createCatalogMemory(): CatalogMemory {
  const shelves = new Map<string, Shelf>();
  const followers: OnItem[] = [];

  function tell(siteId: string, itemId: string, item: CatalogItem | undefined): void {
    for (const onItem of followers) onItem(siteId, itemId, item);
  }

  function takeOut(siteId: string, itemId: string): void {
    const shelf = shelves.get(siteId);
    for (const name of shelf?.items.get(itemId)?.category ?? []) {
      shelf?.categories.get(name)?.delete(itemId);
    }
    shelf?.items.delete(itemId);
  }

  return {
    get: (siteId, itemId) => shelves.get(siteId)?.items.get(itemId),
    items: (siteId) => shelves.get(siteId)?.items.values() ?? [],
    newest: (siteId, category) => newestOf(shelves.get(siteId), category),
    inCategory: (siteId, category) => shelves.get(siteId)?.categories.get(category)?.values() ?? [],
    put(siteId, item) {
      const shelf = entry(shelves, siteId, createShelf);
      moveTo(shelf, item.item_id, item);
      takeOut(siteId, item.item_id);
      shelf.items.set(item.item_id, item);
      for (const name of item.category) {
        entry(shelf.categories, name, createCategory).set(item.item_id, item);
      }
      tell(siteId, item.item_id, item);
    },
    remove(siteId, itemId) {
      const shelf = shelves.get(siteId);
      if (shelf?.items.has(itemId)) moveTo(shelf, itemId, undefined);
      takeOut(siteId, itemId);
      tell(siteId, itemId, undefined);
    },
    follow(onItem) {
      for (const [siteId, { items }] of shelves) {
        for (const [itemId, item] of items) onItem(siteId, itemId, item);
      }
      followers.push(onItem);
    },
    arrange(siteId, itemIds) {
      const shelf = shelves.get(siteId);
      if (!shelf) return;
      const last = new Set(itemIds);
      const arrivals = [...shelf.arrivals.filter((itemId) => !last.has(itemId)), ...last];
      countAnew(shelf, arrivals);
    },
  };
}

function createShelf(): Shelf {
  return {
    items: new Map(),
    categories: new Map(),
    arrivals: [],
    places: new Map(),
    newest: new Map(),
  };
}

/** Where `newest` has an item. */
function standsUnder(item: CatalogItem | undefined): (string | undefined)[] {
  return item ? [undefined, ...item.category] : [];
}

/** Puts the item's place where `item` stands, and nowhere else; what stays where it is, nearly all, costs nothing. */
function moveTo(shelf: Shelf, itemId: string, item: CatalogItem | undefined): void {
  const place = placeOf(shelf, itemId);
  const before = standsUnder(shelf.items.get(itemId));
  const now = standsUnder(item);
  for (const name of before) {
    if (!now.includes(name)) removeSorted(entry(shelf.newest, name, createPlaces), place);
  }
  for (const name of now) {
    if (!before.includes(name)) addSorted(entry(shelf.newest, name, createPlaces), place);
  }
}

function placeOf({ arrivals, places }: Shelf, itemId: string): number {
  const known = places.get(itemId);
  if (known !== undefined) return known;
  places.set(itemId, arrivals.length);
  return arrivals.push(itemId) - 1;
}

function countAnew(shelf: Shelf, arrivals: string[]): void {
  const { items, places, newest } = shelf;
  shelf.arrivals = arrivals;
  newest.clear();
  for (const [place, itemId] of arrivals.entries()) {
    places.set(itemId, place);
    for (const name of standsUnder(items.get(itemId))) {
      addSorted(entry(newest, name, createPlaces), place);
    }
  }
}

function* newestOf(shelf: Shelf | undefined, category?: string): Generator<CatalogItem> {
  const places = shelf?.newest.get(category) ?? [];
  for (let at = places.length - 1; at >= 0; at -= 1) {
    const item = shelf?.items.get(shelf.arrivals[places[at] ?? -1] ?? '');
    if (item) yield item;
  }
}

function createCategory(): Map<string, CatalogItem> {
  return new Map();
}

function createPlaces(): number[] {
  return [];
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = create();
  map.set(key, value);
  return value;
}
