import { createBoundedMap } from '../lib/bounded-map.ts';

/** Who bought what when, of those who allow that it is used for them; their rhythm of buying again. */
export interface Purchases {
  /** Time in ms UTC; the same order again changes nothing. */
  add(visitorId: string, order: BoughtItems): void;
  /** What this person bought and may buy again; empty for who is not known. */
  rhythms(visitorId: string): Rhythm[];
  /** What this person bought after `since` (ms UTC). */
  boughtSince(visitorId: string, since: number): Set<string>;
  /** What this person bought, newest first; empty for who is not known. */
  newest(visitorId: string): readonly string[];
  /** For the newest buyers: what each had bought before an order, newest first. */
  histories(most: number): Iterable<History>;
  forget(visitorId: string): void;
}

interface History {
  readonly transactionId: string;
  readonly itemIds: readonly string[];
}

interface BoughtItems {
  readonly transactionId: string;
  readonly itemIds: readonly string[];
  readonly placedAt: number;
}

interface Rhythm {
  readonly itemId: string;
  readonly lastAt: number;
  /** Median time between two purchases: of this person, else of others. */
  readonly gapMs: number;
}

interface Person {
  /** By number: when, in ms UTC. */
  readonly orders: Map<string, number>;
  /** By item, in ms UTC. */
  readonly times: Map<string, number[]>;
  /** First what was bought last; undefined until it is asked for. */
  newest: readonly string[] | undefined;
}

/** About 10 kB each at most; who bought longest ago goes first. */
const MAX_PEOPLE = 100_000;
const MAX_ORDERS = 100;
/** Of one person; what was bought longest ago goes first. */
const MAX_ITEMS = 500;
/** A median of fewer tells more of one person than of the thing. */
const MIN_OTHERS = 5;
/** As many tell the median well enough: those who bought it again last. */
const MAX_OTHERS = 50;

export function createPurchases(): Purchases {
  const people = createBoundedMap<string, Person>(MAX_PEOPLE);
  /** By item, who bought it again; who did so last at the end. */
  const again = new Map<string, Set<string>>();

  function strike(visitorId: string, itemIds: Iterable<string>): void {
    for (const itemId of itemIds) again.get(itemId)?.delete(visitorId);
  }

  function noteAgain(itemId: string, visitorId: string): void {
    const others = again.get(itemId) ?? new Set();
    again.set(itemId, others);
    others.delete(visitorId);
    others.add(visitorId);
    const [first = ''] = others;
    if (others.size > MAX_OTHERS) others.delete(first);
  }

  function dropOldest(visitorId: string, person: Person): void {
    if (person.times.size <= MAX_ITEMS) return;
    const dropped = newestIn(person, Infinity).slice(MAX_ITEMS);
    for (const itemId of dropped) person.times.delete(itemId);
    strike(visitorId, dropped);
  }

  /** Counted when it is asked for, so that who is forgotten counts no more. */
  function gapOfOthers(itemId: string): number | undefined {
    const gaps: number[] = [];
    for (const visitorId of again.get(itemId) ?? []) {
      const own = median(gapsOf(people.get(visitorId)?.times.get(itemId) ?? []));
      if (own !== undefined) gaps.push(own);
    }
    return gaps.length < MIN_OTHERS ? undefined : median(gaps);
  }

  return {
    add(visitorId, { transactionId, itemIds, placedAt }) {
      const person = people.get(visitorId) ?? createPerson();
      if (person.orders.has(transactionId) || person.orders.size >= MAX_ORDERS) return;
      person.orders.set(transactionId, placedAt);
      for (const itemId of new Set(itemIds)) {
        const times = [...(person.times.get(itemId) ?? []), placedAt].toSorted(up);
        person.times.set(itemId, times);
        if (gapsOf(times).length > 0) noteAgain(itemId, visitorId);
      }
      dropOldest(visitorId, person);
      person.newest = undefined;
      const gone = people.put(visitorId, person);
      if (gone) strike(gone[0], gone[1].times.keys());
    },
    newest(visitorId) {
      const person = people.get(visitorId);
      if (!person) return [];
      person.newest ??= newestIn(person, Infinity);
      return person.newest;
    },
    *histories(most) {
      let found = 0;
      for (const [, person] of [...people.entries()].toReversed()) {
        for (const [transactionId, placedAt] of person.orders) {
          const itemIds = newestIn(person, placedAt);
          if (itemIds.length === 0) continue;
          if (found === most) return;
          found += 1;
          yield { transactionId, itemIds };
        }
      }
    },
    rhythms(visitorId) {
      const times = people.get(visitorId)?.times ?? [];
      return [...times].flatMap(([itemId, own]) => {
        const gapMs = median(gapsOf(own)) ?? gapOfOthers(itemId);
        const lastAt = own.at(-1);
        return gapMs === undefined || lastAt === undefined ? [] : [{ itemId, lastAt, gapMs }];
      });
    },
    boughtSince(visitorId, since) {
      const times = people.get(visitorId)?.times ?? [];
      return new Set([...times].filter(([, own]) => (own.at(-1) ?? 0) > since).map(([id]) => id));
    },
    forget(visitorId) {
      const person = people.get(visitorId);
      if (person) strike(visitorId, person.times.keys());
      people.delete(visitorId);
    },
  };
}

function createPerson(): Person {
  return { orders: new Map(), times: new Map(), newest: undefined };
}

/** What the person had bought before that time, newest first. */
function newestIn({ times }: Person, before: number): string[] {
  return [...times]
    .map(([itemId, own]) => ({ itemId, last: own.findLast((time) => time < before) }))
    .filter(({ last }) => last !== undefined)
    .sort((one, other) => (other.last ?? 0) - (one.last ?? 0))
    .map(({ itemId }) => itemId);
}

/** Two purchases within a day are one errand. */
const ERRAND_MS = 86_400_000;

function gapsOf(times: readonly number[]): number[] {
  return times
    .map((time, index) => time - (times[index - 1] ?? time))
    .filter((gap) => gap >= ERRAND_MS);
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted(up);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)];
  const high = sorted[Math.ceil(middle)];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

function up(one: number, other: number): number {
  return one - other;
}
