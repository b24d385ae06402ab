import type { Item } from '@tendero/schema';
import type { Fields, Goods, Plugin, Track } from '../events.ts';
import { attempt } from '../lib/attempt.ts';
import { safely } from '../lib/safely.ts';

/** How long a page has to send its own `view_item`. */
const PATIENCE_MS = 2_000;

/** A thing of schema.org, as JSON-LD or microdata give it. */
type Thing = Readonly<Record<string, unknown>>;

/**
 * Tracks `view_item` on pages that describe one product to search engines (JSON-LD or microdata of
 * schema.org) and whose shop sends none itself.
 */
export function fillViewItem(
  track: Track,
  hasItem: () => boolean,
  use: (plugin: Plugin) => void,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: string | undefined;

  function fill(): void {
    clearTimeout(timer);
    timer = undefined;
    const goods = readProduct(document);
    const text = JSON.stringify(goods);
    const isNew = text !== last;
    // The next route of a single-page application may still carry this description, whoever tracked it.
    last = text;
    if (goods && isNew && !hasItem()) track('view_item', goods);
  }

  function wait(): void {
    clearTimeout(timer);
    timer = setTimeout(safely(fill), PATIENCE_MS);
  }

  addEventListener('pagehide', () => timer && safely(fill)(), true);
  use(({ type }) => {
    if (type === 'page_view') wait();
  });
  wait();
}

/** An id that the collector takes is no longer. */
const MAX_ID = 128;

/** The goods of a page that shows one product, however often; undefined where it shows none or several. */
function readProduct(root: ParentNode): Goods | undefined {
  const described = readJsonLd(root);
  const things = described.length ? described : readMicrodata(root);
  const [goods, ...others] = things.map(toGoods);
  const isOther = (other: Goods | undefined) => idOf(other) !== idOf(goods);
  return others.some(isOther) ? undefined : goods;
}

function idOf(goods: Goods | undefined): string | undefined {
  return goods?.items[0]?.item_id;
}

function toGoods(product: Thing): Goods | undefined {
  const offer = toThing(product['offers']);
  const specification = toThing(offer['priceSpecification']);
  const amount = offer['price'] ?? offer['lowPrice'] ?? specification['price'];
  // An empty price is none, not 0.
  const price = toText(amount) ? Number(amount) : NaN;
  const currency = toText(offer['priceCurrency'] ?? specification['priceCurrency']);
  const item = toItem(product, price);
  if (!item) return undefined;
  return {
    items: [item],
    ...(/^[A-Z]{3}$/i.test(currency) && { currency, ...(isFinite(price) && { value: price }) }),
  } satisfies Fields;
}

function toItem(product: Thing, price: number): Item | undefined {
  const id = ['sku', 'productID', 'productGroupID', 'mpn', 'gtin13', 'gtin', '@id']
    .map((name) => toText(product[name]))
    .find((text) => text && text.length <= MAX_ID);
  const name = toText(product['name']);
  const brand = toText(toThing(product['brand'])['name'] ?? product['brand']);
  const category = toText(product['category']);
  if (!id) return undefined;
  return {
    item_id: id,
    ...(name && { item_name: name }),
    ...(brand && { item_brand: brand }),
    ...(category && { item_category: category }),
    ...(isFinite(price) && { price }),
  };
}

function readJsonLd(root: ParentNode): Thing[] {
  return [...root.querySelectorAll('script[type^="application/ld+json"]')]
    .flatMap((script) => attempt((): unknown => JSON.parse(script.textContent ?? '')))
    .flatMap((thing) => toThing(thing)['@graph'] ?? thing)
    .flatMap((thing) => [toThing(thing), toThing(toThing(thing)['mainEntity'])])
    .filter(({ '@type': type }) => /\bProduct(?:Group)?\b/.test(String(type)));
}

function readMicrodata(root: ParentNode): Thing[] {
  return [...root.querySelectorAll('[itemtype$="schema.org/Product"]')]
    .filter((element) => !element.parentElement?.closest('[itemtype$="schema.org/Product"]'))
    .map(readScope);
}

/** The properties of one element with `itemscope`, those of scopes within it as things. */
function readScope(scope: Element): Thing {
  const own = [...scope.querySelectorAll('[itemprop]')].filter(
    (element) => element.parentElement?.closest('[itemscope]') === scope,
  );
  const thing: Record<string, unknown> = {};
  for (const element of own) {
    const name = element.getAttribute('itemprop') ?? '';
    thing[name] ??= element.hasAttribute('itemscope') ? readScope(element) : readValue(element);
  }
  return thing;
}

function readValue(element: Element): string {
  return (
    element.getAttribute('content') ??
    element.getAttribute('value') ??
    element.textContent ??
    ''
  ).trim();
}

/** The thing, the first of several, or one that says nothing. */
function toThing(value: unknown): Thing {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return Object(first);
}

function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
