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
  /** First what was bought last. */
  newest: readonly string[];
}

/** About 10 kB each at most; who bought longest ago goes first. */
const MAX_PEOPLE = 100_000;
const MAX_ORDERS = 100;
/** A median of fewer tells more of one person than of the thing. */
const MIN_OTHERS = 5;
/** As many tell the median well enough. */
const MAX_OTHERS = 50;

export function createPurchases(): Purchases {
  const people = createBoundedMap<string, Person>(MAX_PEOPLE);
  const buyers = new Map<string, Set<string>>();

  function strike(visitorId: string, { times }: Person): void {
    for (const itemId of times.keys()) buyers.get(itemId)?.delete(visitorId);
  }

  /** Counted when it is asked for, so that who is forgotten counts no more. */
  function gapOfOthers(itemId: string): number | undefined {
    const gaps: number[] = [];
    for (const visitorId of buyers.get(itemId) ?? []) {
      const own = median(gapsOf(people.get(visitorId)?.times.get(itemId) ?? []));
      if (own !== undefined) gaps.push(own);
      if (gaps.length === MAX_OTHERS) break;
    }
    return gaps.length < MIN_OTHERS ? undefined : median(gaps);
  }

  return {
    add(visitorId, { transactionId, itemIds, placedAt }) {
      const person = people.get(visitorId) ?? createPerson();
      if (person.orders.has(transactionId) || person.orders.size >= MAX_ORDERS) return;
      person.orders.set(transactionId, placedAt);
      for (const itemId of new Set(itemIds)) {
        person.times.set(itemId, [...(person.times.get(itemId) ?? []), placedAt].toSorted(up));
        const others = buyers.get(itemId) ?? new Set();
        buyers.set(itemId, others.add(visitorId));
      }
      person.newest = newestIn(person, Infinity);
      const gone = people.put(visitorId, person);
      if (gone) strike(...gone);
    },
    newest: (visitorId) => people.get(visitorId)?.newest ?? [],
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
      if (person) strike(visitorId, person);
      people.delete(visitorId);
    },
  };
}

function createPerson(): Person {
  return { orders: new Map(), times: new Map(), newest: [] };
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
