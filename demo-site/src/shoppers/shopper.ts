import type { Product } from '../catalog/product.ts';
import { payCents } from '../catalog/product.ts';
import type { Random } from '../lib/random.ts';

/** What a shopper said to the consent banner. */
export type Said = 'everything' | 'analytics' | 'all-but-social' | 'nothing';

/** A simulated person: who they are, what they like and how often they come. */
export interface Shopper {
  /** 128 bits in hex; what their browser would have made. */
  readonly visitorId: string;
  /** Only of who has an account. */
  readonly customerId: string | undefined;
  readonly said: Said;
  readonly language: 'en' | 'es';
  readonly userAgent: string;
  /** Visits in ten days, on average. */
  readonly visits: number;
  /** Chance that a visit ends in an order. */
  readonly buys: number;
  /** How much this person wants a product; 0 is not at all. */
  readonly wants: (product: Product) => number;
}

const USER_AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
];

const SAID: readonly (readonly [Said, number])[] = [
  ['everything', 46],
  ['all-but-social', 14],
  ['analytics', 16],
  ['nothing', 24],
];

/** Makes the shopper number `number`. Two or three shelves hold what they come for; the rest they pass. */
export function createShopper(
  number: number,
  { random, shelves }: { random: Random; shelves: readonly string[] },
): Shopper {
  const favourites = new Map(
    Array.from({ length: random.int(2, 3) }, (_, index) => [
      random.pick(shelves),
      12 / (index + 1),
    ]),
  );
  const budgetCents = random.pick([2_000, 4_000, 9_000]);
  const colour = random.next();
  const [said] = random.weighted(SAID, ([, share]) => share);
  return {
    visitorId: random.hex(32),
    customerId: random.chance(0.35) ? `c-${1_000 + number}` : undefined,
    said,
    language: random.chance(0.6) ? 'es' : 'en',
    userAgent: random.pick(USER_AGENTS),
    visits: random.pick([0.6, 1, 1, 2, 3.5]),
    buys: random.pick([0.04, 0.1, 0.2, 0.35]),
    wants: (product) =>
      (favourites.get(product.category.id) ?? 0.4) *
      (payCents(product) <= budgetCents ? 1 : 0.15) *
      // people keep to the models they like, so that neighbours in a session mean something
      (Math.abs(product.model / 2 - colour) < 0.4 ? 2 : 1) *
      (product.saleCents === undefined ? 1 : 1.5),
  };
}
