import type { Product } from '../catalog/product.ts';
import type { Random } from '../lib/random.ts';
import type { Shopper } from './shopper.ts';

/** One thing that a shopper does on one page, in the words of Google Analytics 4. */
export interface Step {
  readonly type:
    | 'page_view'
    | 'view_item'
    | 'search'
    | 'add_to_cart'
    | 'view_cart'
    | 'begin_checkout'
    | 'purchase';
  /** In ms UTC. */
  readonly at: number;
  /** Path in the shop. */
  readonly path: string;
  readonly products: readonly Product[];
  readonly words?: string;
}

/** One visit: what was done, and what was bought in the end. */
export interface Visit {
  readonly sessionId: string;
  readonly steps: readonly Step[];
  /** Empty when nothing was bought. */
  readonly bought: readonly Product[];
}

interface VisitOptions {
  readonly random: Random;
  readonly products: readonly Product[];
  /** What goes well with each product. */
  readonly pairs: ReadonlyMap<Product, Product>;
  /** In ms UTC. */
  readonly startsAt: number;
}

/** Lets a shopper loose in the shop: they look at what they want, at what resembles it, and at what goes with it. */
export function simulateVisit(
  shopper: Shopper,
  { random, products, pairs, startsAt }: VisitOptions,
): Visit {
  const steps: Step[] = [];
  let at = startsAt;
  const step = (
    type: Step['type'],
    path: string,
    seen: readonly Product[] = [],
    words?: string,
  ) => {
    steps.push({ type, at, path, products: seen, ...(words === undefined ? {} : { words }) });
    at += random.int(2_000, 45_000);
  };
  const cart: Product[] = [];
  let last: Product | undefined;
  step('page_view', shopper.language === 'es' ? '/es' : '/');
  const look = (product: Product, liking: number) => {
    const path = `${shopper.language === 'es' ? '/es' : ''}/p/${product.id}`;
    step('page_view', path);
    step('view_item', path, [product]);
    if (product.inStock && !cart.includes(product) && random.chance(liking)) {
      step('add_to_cart', path, [product]);
      cart.push(product);
    }
  };
  const views = random.int(1, 9);
  for (let view = 0; view < views; view += 1) {
    const product = nextProduct(shopper, { random, products, last });
    if (random.chance(0.12)) step('search', '/search', [], product.kind.name[shopper.language]);
    look(product, 0.08 + shopper.buys / 4);
    const other = pairs.get(product);
    if (other && cart.at(-1) === product && random.chance(0.5)) look(other, 0.8);
    last = product;
  }
  if (cart.length > 0) step('view_cart', '/cart', cart);
  const bought = cart.length > 0 && random.chance(shopper.buys * 0.9) ? cart : [];
  if (bought.length > 0) {
    step('begin_checkout', '/checkout', bought);
    step('purchase', '/thanks', bought);
  }
  return { sessionId: random.hex(32), steps, bought };
}

/** More of the same kind comes next more often than chance would have it. */
function nextProduct(
  shopper: Shopper,
  {
    random,
    products,
    last,
  }: Pick<VisitOptions, 'random' | 'products'> & { last: Product | undefined },
): Product {
  return random.weighted(products, (product) => {
    if (product === last) return 0;
    const resembles = product.kind === last?.kind ? 7 : product.category === last?.category ? 3 : 1;
    return shopper.wants(product) * resembles;
  });
}
