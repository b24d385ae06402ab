import type { Product } from '../catalog/product.ts';
import { createRandom, type Random } from '../lib/random.ts';
import { pairUp } from './goes-with.ts';
import { createShopper, type Shopper } from './shopper.ts';
import { simulateVisit, type Visit } from './visit.ts';

/** A visit with who made it. */
export interface PaidVisit extends Visit {
  readonly shopper: Shopper;
  /** Number of the order, where something was bought. */
  readonly orderId: string | undefined;
}

/** What happened before the demo was started for the first time. */
export interface History {
  readonly shoppers: readonly Shopper[];
  /** Oldest first. */
  readonly visits: readonly PaidVisit[];
}

interface HistoryOptions {
  readonly products: readonly Product[];
  /** In ms UTC; all of it happened before. */
  readonly now: number;
  readonly seed: string;
  /** @default 700 */
  readonly people?: number;
  /** @default 75 */
  readonly days?: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Simulates the shop's past: the same seed and the same moment give the same people, visits and orders. */
export function simulateHistory(options: HistoryOptions): History {
  const { products, now, seed, people = 700, days = 75 } = options;
  const random = createRandom(seed);
  const shelves = [...new Set(products.map((product) => product.category.id))];
  const shoppers = Array.from({ length: people }, (_, number) =>
    createShopper(number, { random, shelves }),
  );
  const pairs = pairUp(products);
  const visits = shoppers
    .flatMap((shopper) => visitsOf(shopper, { random, products, pairs, now, days }))
    .toSorted((one, other) => startOf(one) - startOf(other))
    .map((visit, number) => ({
      ...visit,
      orderId: visit.bought.length > 0 ? `T-${20_000 + number}` : undefined,
    }));
  return { shoppers, visits };
}

interface Period {
  readonly random: Random;
  readonly products: readonly Product[];
  readonly pairs: ReadonlyMap<Product, Product>;
  readonly now: number;
  readonly days: number;
}

function visitsOf(shopper: Shopper, period: Period) {
  const { random, products, pairs, now, days } = period;
  const count = Math.round((shopper.visits * days) / 10 + random.next() - 0.5);
  return Array.from({ length: count }, () => {
    const startsAt = startTime(random, now, days);
    return { shopper, ...simulateVisit(shopper, { random, products, pairs, startsAt }) };
  });
}

/** The shop grows a little, and people sleep; a visit has ended by now. */
function startTime(random: Random, now: number, days: number): number {
  const latest = now - 20 * MINUTE_MS;
  const daysBack = Math.floor(days * random.next() ** 1.25);
  const hour = random.weighted(HOURS, (one) => HOUR_WEIGHTS[one] ?? 0);
  const day = latest - daysBack * DAY_MS;
  const midnight = day - (day % DAY_MS);
  const at = midnight + hour * 60 * MINUTE_MS + random.int(0, 59 * MINUTE_MS);
  // what is left of today is spread over the days before, or yesterday would have twice its visits
  return at > latest ? at - random.int(1, days - 1) * DAY_MS : at;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** Visits by hour of the day, UTC. */
const HOUR_WEIGHTS = [1, 0, 0, 0, 0, 1, 2, 4, 6, 7, 8, 8, 7, 6, 5, 6, 7, 9, 11, 13, 13, 10, 6, 3];

function startOf(visit: Visit): number {
  return visit.steps[0]?.at ?? 0;
}
