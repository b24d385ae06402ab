import { Hono } from 'hono';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { accountRoutes } from './routes/account-routes.tsx';
import { browseRoutes } from './routes/browse-routes.tsx';
import { cartRoutes } from './routes/cart-routes.tsx';
import { catalogRoutes } from './routes/catalog-routes.tsx';
import { checkoutRoutes } from './routes/checkout-routes.tsx';
import { fileRoutes } from './routes/file-routes.ts';
import { plazaRoutes } from './routes/plaza-routes.ts';
import { ownFormsOnly, security } from './routes/security.ts';
import { visits } from './routes/visits.ts';
import type { ShopEnv, ShopParts } from './shop-parts.ts';
import { sendPage } from './routes/send-page.ts';

/** The shop: pictures and files, and its pages in English at `/` and in Spanish at `/es`. */
export function createShop(parts: ShopParts): Hono<ShopEnv> {
  const pages = new Hono<ShopEnv>();
  for (const routes of [
    catalogRoutes,
    browseRoutes,
    cartRoutes,
    checkoutRoutes,
    accountRoutes,
    plazaRoutes,
  ]) {
    pages.route('/', routes(parts));
  }
  const shop = new Hono<ShopEnv>();
  shop.use(security(parts));
  shop.use(ownFormsOnly(parts.shopUrl));
  shop.use(visits(parts));
  shop.route('/', fileRoutes(parts));
  shop.get('/es/', (c) => c.redirect('/es', 308));
  shop.route('/es', pages);
  shop.route('/', pages);
  shop.notFound((c) => sendPage(c, NotFoundPage({ visit: c.get('visit')() }), 404));
  return shop;
}
