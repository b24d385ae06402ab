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
  /** The same of those that have `category` anywhere in their path. */
  newestIn(siteId: string, category: string): Iterable<CatalogItem>;
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
  readonly categories: Map<string, Category>;
  /** First what came first; who left and comes back is not new. */
  arrivals: string[];
  /** By id, its place in `arrivals`. */
  places: Map<string, number>;
}

interface Category {
  readonly items: Map<string, CatalogItem>;
  /** Ids, what came last first; put in order when it is first asked for. */
  newest: readonly string[] | undefined;
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
      const category = shelf?.categories.get(name);
      category?.items.delete(itemId);
      if (category) category.newest = undefined;
    }
    shelf?.items.delete(itemId);
  }

  return {
    get: (siteId, itemId) => shelves.get(siteId)?.items.get(itemId),
    items: (siteId) => shelves.get(siteId)?.items.values() ?? [],
    newest: (siteId) => newestOf(shelves.get(siteId)),
    newestIn(siteId, name) {
      const shelf = shelves.get(siteId);
      const category = shelf?.categories.get(name);
      return shelf && category ? newestInCategory(shelf, category) : [];
    },
    inCategory: (siteId, category) =>
      shelves.get(siteId)?.categories.get(category)?.items.values() ?? [],
    put(siteId, item) {
      takeOut(siteId, item.item_id);
      const shelf = entry(shelves, siteId, createShelf);
      shelf.items.set(item.item_id, item);
      if (!shelf.places.has(item.item_id)) {
        shelf.places.set(item.item_id, shelf.arrivals.push(item.item_id));
      }
      for (const name of item.category) {
        const category = entry(shelf.categories, name, createCategory);
        category.items.set(item.item_id, item);
        category.newest = undefined;
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
      shelf.places = new Map(shelf.arrivals.map((itemId, place) => [itemId, place]));
      for (const category of shelf.categories.values()) category.newest = undefined;
    },
  };
}

function createShelf(): Shelf {
  return { items: new Map(), categories: new Map(), arrivals: [], places: new Map() };
}

function* newestOf(shelf: Shelf | undefined): Generator<CatalogItem> {
  const arrivals = shelf?.arrivals ?? [];
  for (let place = arrivals.length - 1; place >= 0; place -= 1) {
    const item = shelf?.items.get(arrivals[place] ?? '');
    if (item) yield item;
  }
}

function* newestInCategory({ places }: Shelf, category: Category): Generator<CatalogItem> {
  const placeOf = (itemId: string) => places.get(itemId) ?? 0;
  category.newest ??= [...category.items.keys()].toSorted(
    (one, other) => placeOf(other) - placeOf(one),
  );
  for (const itemId of category.newest) {
    const item = category.items.get(itemId);
    if (item) yield item;
  }
}

function createCategory(): Category {
  return { items: new Map(), newest: undefined };
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = create();
  map.set(key, value);
  return value;
}
