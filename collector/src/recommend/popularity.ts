import { bestFirst } from './engine/best-first.ts';

/** How sought-after items are: a count for each, and the leaders in order, of the shop and of each category. */
export interface Popularity {
  /** Counts `weight` more for an item, and puts it on the shelves of its categories. */
  add(item: number, weight: number, categories: readonly string[]): void;
  /** Where a counted item stands from now on; it brings along what it was wanted before. */
  move(item: number, categories: readonly string[]): void;
  count(item: number): number;
  /** The leaders, first the most sought-after. */
  leaders(category?: string): readonly number[];
  /** Multiplies all counts; the order stays. */
  scale(factor: number): void;
}

/** Of an item that the catalogue does not have: always this list, by which it is known that nothing changed. */
export const NO_CATEGORIES: readonly string[] = [];

/** Several slots' worth, and short to keep in order. */
const MAX_LEADERS = 200;

/**
 * The leaders are put in order when they are first asked for, because whole seasons come in before; from then on each
 * item moves as it is counted. Counts only grow, so an item that joins the leaders passes the last of them.
 */
export function createPopularity(): Popularity {
  const counts: number[] = [];
  /** By item: its categories when it was counted last; undefined for one that never was. */
  const paths: (readonly string[] | undefined)[] = [];
  const shelvesOf: (readonly Shelf[])[] = [];
  const shop = createShelf();
  const shelves = new Map<string, Shelf>();

  function shelfOf(category: string): Shelf {
    const shelf = shelves.get(category) ?? createShelf();
    shelves.set(category, shelf);
    return shelf;
  }

  function makeRoom(item: number): void {
    for (let next = counts.length; next <= item; next += 1) {
      counts.push(0);
      paths.push(undefined);
      shelvesOf.push([]);
    }
  }

  function settle(item: number, categories: readonly string[]): void {
    const before = paths[item];
    // the same list as before, nearly always; a catalogue read anew has new lists that say the same
    if (before === categories) return;
    paths[item] = categories;
    if (before?.length === categories.length && before.every((one, at) => one === categories[at]))
      return;
    for (const shelf of shelvesOf[item] ?? []) takeOff(shelf, item);
    shelvesOf[item] = [...new Set(categories)].map(shelfOf);
    for (const shelf of shelvesOf[item] ?? []) put(shelf, item, counts);
  }

  return {
    add(item, weight, categories) {
      if (item >= counts.length) makeRoom(item);
      counts[item] = (counts[item] ?? 0) + weight;
      if (paths[item] === undefined) shop.items.add(item);
      settle(item, categories);
      rise(shop, item, counts);
      for (const shelf of shelvesOf[item] ?? []) rise(shelf, item, counts);
    },
    move(item, categories) {
      if (paths[item] !== undefined) settle(item, categories);
    },
    count: (item) => counts[item] ?? 0,
    leaders(category) {
      const shelf = category === undefined ? shop : shelves.get(category);
      if (!shelf) return [];
      shelf.leaders ??= findLeaders(shelf, counts);
      return shelf.leaders;
    },
    scale(factor) {
      for (const [item, count] of counts.entries()) counts[item] = count * factor;
    },
  };
}

interface Shelf {
  /** All that is counted on it. */
  readonly items: Set<number>;
  /** Undefined until they are asked for. */
  leaders: number[] | undefined;
  /** By leader. */
  readonly ranks: Map<number, number>;
}

function createShelf(): Shelf {
  return { items: new Set(), leaders: undefined, ranks: new Map() };
}

function put(shelf: Shelf, item: number, counts: readonly number[]): void {
  shelf.items.add(item);
  rise(shelf, item, counts);
}

function takeOff(shelf: Shelf, item: number): void {
  shelf.items.delete(item);
  if (shelf.ranks.has(item)) shelf.leaders = undefined;
}

function findLeaders(shelf: Shelf, counts: readonly number[]): number[] {
  const items = [...shelf.items];
  const scores = Float64Array.from(items, (item) => counts[item] ?? 0);
  const places = bestFirst(scores, items.length, MAX_LEADERS);
  const leaders = Array.from(places, (place) => items[place] ?? -1);
  shelf.ranks.clear();
  for (const [rank, item] of leaders.entries()) shelf.ranks.set(item, rank);
  return leaders;
}

/** Moves a counted item up to where it belongs, once there is an order. */
function rise({ leaders, ranks }: Shelf, item: number, counts: readonly number[]): void {
  if (!leaders) return;
  const count = counts[item] ?? 0;
  const countAt = (rank: number) => counts[leaders[rank] ?? -1] ?? 0;
  const place = (one: number, rank: number): void => {
    leaders[rank] = one;
    ranks.set(one, rank);
  };
  let rank = ranks.get(item) ?? leaders.length;
  if (rank === MAX_LEADERS) {
    if (countAt(MAX_LEADERS - 1) >= count) return;
    rank = MAX_LEADERS - 1;
    ranks.delete(leaders[rank] ?? -1);
  }
  for (; rank > 0 && countAt(rank - 1) < count; rank -= 1) place(leaders[rank - 1] ?? -1, rank);
  place(item, rank);
}
