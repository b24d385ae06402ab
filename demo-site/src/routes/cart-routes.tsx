import { Hono } from 'hono';
import { toEventItem } from '../catalog/wire.ts';
import { CartPage } from '../pages/cart-page.tsx';
import { addToCart, setQuantity, viewCart } from '../shop/cart.ts';
import { normalizeCode } from '../shop/vouchers.ts';
import type { ShopContext, ShopEnv, ShopParts } from '../shop-parts.ts';
import { formText } from './form-text.ts';
import { linkHere } from './visits.ts';
import { sendPage } from './send-page.ts';

/** The cart: seen, filled, changed. Forms work without script; the page's script asks for JSON. */
export function cartRoutes({ find }: ShopParts): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();
  routes.get('/cart', (c) => sendPage(c, <CartPage visit={c.get('visit')()} />));

  routes.post('/cart/add', async (c) => {
    const product = find(formText(await c.req.formData(), 'id'));
    if (!product?.inStock) return c.notFound();
    const session = c.get('openSession')();
    addToCart(session.cart, product.id);
    if (c.req.header('Accept')?.includes('application/json')) {
      return c.json({ count: viewCart(session.cart, find).count });
    }
    session.calls.push(['addToCart', { items: [toEventItem(product)] }]);
    return backToCart(c);
  });

  routes.post('/cart/set', async (c) => {
    const form = await c.req.formData();
    const product = find(formText(form, 'id'));
    const session = c.get('session');
    if (!product || !session) return backToCart(c);
    const before = session.cart.quantities.get(product.id) ?? 0;
    const typed = form.has('remove') ? '0' : formText(form, 'quantity');
    if (!/^\d{1,3}$/.test(typed)) return backToCart(c);
    setQuantity(session.cart, product.id, Number(typed));
    const change = (session.cart.quantities.get(product.id) ?? 0) - before;
    if (change !== 0) {
      const name = change > 0 ? 'addToCart' : 'removeFromCart';
      session.calls.push([name, { items: [toEventItem(product, Math.abs(change))] }]);
    }
    return backToCart(c);
  });

  routes.post('/cart/voucher', async (c) => {
    c.get('openSession')().cart.code = normalizeCode(formText(await c.req.formData(), 'code'));
    return backToCart(c);
  });
  return routes;
}

function backToCart(c: ShopContext): Response {
  return c.redirect(linkHere(c, '/cart'), 303);
}
