import { Hono } from 'hono';
import { SHELVES } from '../catalog/categories.ts';
import { searchProducts } from '../catalog/search.ts';
import { CategoryPage } from '../pages/category-page.tsx';
import { HomePage } from '../pages/home-page.tsx';
import { ProductPage } from '../pages/product-page.tsx';
import { SearchPage } from '../pages/search-page.tsx';
import type { ShopEnv, ShopParts } from '../shop-parts.ts';
import { sendPage } from './send-page.ts';

const LONGEST_QUERY = 100;

/** Home, shelves, products and search. */
export function catalogRoutes({ products, find }: ShopParts): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();
  const faces = SHELVES.flatMap(({ category }, index) =>
    products.filter((product) => product.category === category).slice(index % 15, (index % 15) + 1),
  );
  const counter = products
    .filter((product, index) => index % 19 === 7 && product.inStock)
    .slice(0, 10);

  routes.get('/', (c) =>
    sendPage(c, <HomePage visit={c.get('visit')()} faces={faces} counter={counter} />),
  );

  routes.get('/c/:id', (c) => {
    const category = SHELVES.find((shelf) => shelf.category.id === c.req.param('id'))?.category;
    if (!category) return c.notFound();
    const shown = products.filter((product) => product.category === category);
    return sendPage(
      c,
      <CategoryPage visit={c.get('visit')()} category={category} products={shown} />,
    );
  });

  routes.get('/p/:id', (c) => {
    const product = find(c.req.param('id'));
    if (!product) return c.notFound();
    const variants = products.filter(
      ({ id, group }) => group === product.group && id !== product.id,
    );
    return sendPage(
      c,
      <ProductPage visit={c.get('visit')()} product={product} variants={variants} />,
    );
  });

  routes.get('/search', (c) => {
    const query = (c.req.query('q') ?? '').trim().slice(0, LONGEST_QUERY);
    const visit = c.get('visit')();
    const found = searchProducts(products, query, visit.language);
    return sendPage(c, <SearchPage visit={visit} query={query} found={found} />);
  });
  return routes;
}
