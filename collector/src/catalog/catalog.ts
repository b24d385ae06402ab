import type { CatalogItem } from '@tendero/schema';

/** What the shops sell, in memory; the database holds the durable copy. */
export interface Catalog {
  get(siteId: string, itemId: string): CatalogItem | undefined;
  /** All items of a site. */
  items(siteId: string): Iterable<CatalogItem>;
  /** The items that have `category` anywhere in their path. */
  inCategory(siteId: string, category: string): Iterable<CatalogItem>;
  /** All items of a site, what came last first. */
  newest(siteId: string): Iterable<CatalogItem>;
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
  readonly arrived: Set<string>;
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
    newest: (siteId) => newestOf(shelves.get(siteId)),
    inCategory: (siteId, category) => shelves.get(siteId)?.categories.get(category)?.values() ?? [],
    put(siteId, item) {
      takeOut(siteId, item.item_id);
      const shelf = entry(shelves, siteId, createShelf);
      shelf.items.set(item.item_id, item);
      if (!shelf.arrived.has(item.item_id)) shelf.arrivals.push(item.item_id);
      shelf.arrived.add(item.item_id);
      for (const name of item.category) {
        entry(shelf.categories, name, createCategory).set(item.item_id, item);
      }
      tell(siteId, item.item_id, item);
    },
    remove(siteId, itemId) {
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
      shelf.arrivals = [...shelf.arrivals.filter((itemId) => !last.has(itemId)), ...last];
    },
  };
}

function createShelf(): Shelf {
  return { items: new Map(), categories: new Map(), arrivals: [], arrived: new Set() };
}

function* newestOf(shelf: Shelf | undefined): Generator<CatalogItem> {
  const arrivals = shelf?.arrivals ?? [];
  for (let place = arrivals.length - 1; place >= 0; place -= 1) {
    const item = shelf?.items.get(arrivals[place] ?? '');
    if (item) yield item;
  }
}

function createCategory(): Map<string, CatalogItem> {
  return new Map();
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = create();
  map.set(key, value);
  return value;
}
