/**
 * Which items came together, in sessions or in orders: each basket keeps its items, each item its newest baskets.
 * Counting over baskets at the time of the question, instead of keeping pairs, is what lets a person be forgotten.
 */
export interface Baskets {
  /** Adds an item to the basket of this owner and name; false where it already holds it, or is full. */
  add(basket: BasketName, item: number): boolean;
  /** Calls `visit` for each item that shares one of the newest baskets of `item`, with how many they share. */
  eachNeighbour(item: number, visit: (other: number, together: number) => void): void;
  /** In how many baskets the item is. */
  count(item: number): number;
  /** Drops all baskets of an owner. */
  forget(owner: string): void;
}

interface BasketName {
  /** The visitor of a session, the number of an order. */
  readonly owner: string;
  readonly name: string;
}

interface Basket extends BasketName {
  /** Empty once the basket is dropped. */
  readonly items: number[];
}

/** About 150 bytes a basket of ten: some 30 MB a site. */
const MAX_BASKETS = 200_000;
/** More tell little new about what goes with an item, and every question reads them all. */
const MAX_BASKETS_OF_ITEM = 200;
/** Longer sessions are programs, longer orders are whole warehouses. */
const MAX_ITEMS = 100;

/** `maxBaskets`: the oldest goes when one more comes. */
export function createBaskets({ maxBaskets = MAX_BASKETS } = {}): Baskets {
  // In the order of their opening, so the oldest come first.
  const baskets = new Set<Basket>();
  const owners = new Map<string, Map<string, Basket>>();
  const basketsOf: Basket[][] = [];
  const counts: number[] = [];
  let together = new Uint16Array(1_024);

  function open(name: BasketName): Basket {
    const basket: Basket = { ...name, items: [] };
    baskets.add(basket);
    const names = owners.get(name.owner) ?? new Map<string, Basket>();
    owners.set(name.owner, names.set(name.name, basket));
    const [oldest] = baskets;
    if (baskets.size > maxBaskets && oldest) drop(oldest);
    return basket;
  }

  function drop(basket: Basket): void {
    baskets.delete(basket);
    for (const item of basket.items.splice(0)) counts[item] = (counts[item] ?? 1) - 1;
    const names = owners.get(basket.owner);
    names?.delete(basket.name);
    if (names?.size === 0) owners.delete(basket.owner);
  }

  function remember(item: number, basket: Basket): void {
    counts[item] = (counts[item] ?? 0) + 1;
    const list = (basketsOf[item] ??= []);
    list.push(basket);
    if (list.length >= MAX_BASKETS_OF_ITEM * 2) list.splice(0, MAX_BASKETS_OF_ITEM);
  }

  return {
    add(name, item) {
      const basket = owners.get(name.owner)?.get(name.name) ?? open(name);
      if (basket.items.length >= MAX_ITEMS || basket.items.includes(item)) return false;
      basket.items.push(item);
      remember(item, basket);
      return true;
    },
    eachNeighbour(item, visit) {
      if (together.length < counts.length) together = new Uint16Array(counts.length * 2);
      const touched: number[] = [];
      for (const { items } of (basketsOf[item] ?? []).slice(-MAX_BASKETS_OF_ITEM)) {
        for (const other of items) {
          const count = together[other] ?? 0;
          if (count === 0) touched.push(other);
          together[other] = count + 1;
        }
      }
      for (const other of touched) {
        if (other !== item) visit(other, together[other] ?? 0);
        together[other] = 0;
      }
    },
    count: (item) => counts[item] ?? 0,
    forget(owner) {
      for (const basket of owners.get(owner)?.values() ?? []) drop(basket);
    },
  };
}
