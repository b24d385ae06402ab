import { Hono } from 'hono';
import { SHELVES } from '../catalog/categories.ts';
import type { Language, Product } from '../catalog/product.ts';
import { payCents } from '../catalog/product.ts';
import { toEventItem } from '../catalog/wire.ts';
import { BrowsePage } from '../pages/browse-page.tsx';
import { euros, textsIn } from '../pages/texts.ts';
import type { ShopContext, ShopEnv, ShopParts } from '../shop-parts.ts';
import type { BrowseProduct, BrowseView } from './browse-view.ts';
import { linkHere, splitLanguage } from './visits.ts';
import { sendPage } from './send-page.ts';

/** The single-page corner: each address answers a page, or JSON to its script (`Accept`). */
export function browseRoutes(parts: ShopParts): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();
  routes.get('/browse', (c) => answer(c, shelfView(c, parts, SHELVES[0]?.category.id)));
  routes.get('/browse/c/:id', (c) => answer(c, shelfView(c, parts, c.req.param('id'))));
  routes.get('/browse/p/:id', (c) => answer(c, productView(c, parts, c.req.param('id'))));
  return routes;
}

function answer(c: ShopContext, view: BrowseView | undefined) {
  if (!view) return c.notFound();
  c.header('Vary', 'Accept');
  if (c.req.header('Accept')?.includes('application/json')) return c.json(view);
  return sendPage(c, <BrowsePage visit={c.get('visit')()} title={view.title} view={view} />);
}

function shelfView(c: ShopContext, { products }: ShopParts, id: string | undefined) {
  const category = SHELVES.find((shelf) => shelf.category.id === id)?.category;
  if (!category) return undefined;
  const shown = products.filter((product) => product.category === category);
  const view: BrowseView = {
    kind: 'shelf',
    title: category.name[languageOf(c)],
    products: shown.map((product) => toBrowseProduct(c, product)),
  };
  return view;
}

function productView(c: ShopContext, { find }: ShopParts, id: string) {
  const product = find(id);
  if (!product) return undefined;
  const texts = textsIn(languageOf(c));
  const view: BrowseView = {
    kind: 'product',
    title: product.title[languageOf(c)],
    product: toBrowseProduct(c, product),
    category: product.category.name.en,
    words: { add: texts.addToCart, added: texts.added, soldOut: texts.soldOut },
    addPath: linkHere(c, '/cart/add'),
  };
  return view;
}

function toBrowseProduct(c: ShopContext, product: Product): BrowseProduct {
  const language = languageOf(c);
  return {
    id: product.id,
    title: product.title[language],
    text: product.description[language],
    price: euros(payCents(product), language),
    picture: `/pictures/${product.id}.svg`,
    path: linkHere(c, `/browse/p/${product.id}`),
    inStock: product.inStock,
    item: toEventItem(product),
  };
}

function languageOf(c: ShopContext): Language {
  return splitLanguage(c.req.path).language;
}
