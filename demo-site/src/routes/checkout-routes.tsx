import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { CheckoutPage, COUNTRIES } from '../pages/checkout-page.tsx';
import { OrderPage } from '../pages/order-page.tsx';
import type { Order } from '../shop/books.ts';
import type { CartView } from '../shop/cart.ts';
import { createCart, toGoods, viewCart } from '../shop/cart.ts';
import type { OrderEvent } from '../shop/collector.ts';
import type { Session } from '../shop/session.ts';
import type { ShopContext, ShopEnv, ShopParts } from '../shop-parts.ts';
import { formText } from './form-text.ts';
import { linkHere } from './visits.ts';
import { sendPage } from './send-page.ts';

/** The till, and the page that confirms an order. */
export function checkoutRoutes(parts: ShopParts): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();
  routes.get('/checkout', (c) => {
    const isEmpty = viewCart(c.get('session')?.cart, parts.find).count === 0;
    if (isEmpty) return c.redirect(linkHere(c, '/cart'));
    return sendPage(c, <CheckoutPage visit={c.get('visit')()} />);
  });

  routes.post('/checkout', async (c) => {
    const session = c.get('session');
    const cart = viewCart(session?.cart, parts.find);
    if (!session || cart.count === 0) return c.redirect(linkHere(c, '/cart'), 303);
    const id = placeOrder(c, { parts, session, cart, form: await c.req.formData() });
    return c.redirect(linkHere(c, `/order/${id}`), 303);
  });

  routes.get('/order/:id', (c) => {
    const order = parts.books.findOrder(c.req.param('id'));
    if (!order || !maySee(c.get('session'), order)) return c.notFound();
    return sendPage(c, <OrderPage visit={c.get('visit')()} order={order} find={parts.find} />);
  });
  return routes;
}

interface Placing {
  readonly parts: ShopParts;
  readonly session: Session;
  readonly cart: CartView;
  readonly form: FormData;
}

/** Books the order, hands it to the outbox, empties the cart. Returns the order's number. */
function placeOrder(c: ShopContext, { parts, session, cart, form }: Placing): string {
  const time = parts.now();
  const id = `LT-${parts
    .newSecret()
    .replaceAll(/[^a-zA-Z0-9]/g, '')
    .slice(0, 8)
    .toUpperCase()}`;
  parts.outbox.put(toOrderEvent(c, { id, time, cart, customerId: session.customerId, form }));
  void parts.outbox.flush();
  parts.books.addOrder({
    id,
    time,
    name: formText(form, 'name'),
    lines: cart.lines.map((line) => ({
      id: line.product.id,
      quantity: line.quantity,
      cents: line.cents,
    })),
    shippingCents: cart.shippingCents,
    totalCents: cart.totalCents,
    ...(session.customerId === undefined ? {} : { customerId: session.customerId }),
  });
  session.orders.add(id);
  session.calls.push([
    'purchase',
    { ...toGoods(cart), transaction_id: id, shipping: cart.shippingCents / 100 },
  ]);
  session.cart = createCart();
  return id;
}

interface OrderFacts {
  readonly id: string;
  readonly time: number;
  readonly cart: CartView;
  readonly customerId: string | undefined;
  readonly form: FormData;
}

function toOrderEvent(
  c: ShopContext,
  { id, time, cart, customerId, form }: OrderFacts,
): OrderEvent {
  const visitor = getCookie(c, 'tendero_id');
  const country = COUNTRIES.find((code) => code === formText(form, 'country')) ?? 'ES';
  return {
    id: `order-${id}`,
    type: 'purchase',
    time,
    transaction_id: id,
    ...toGoods(cart),
    shipping: cart.shippingCents / 100,
    country,
    ...(visitor !== undefined && /^[0-9a-f]{32}$/.test(visitor) ? { visitor_id: visitor } : {}),
    ...(customerId === undefined ? {} : { customer_id: customerId }),
  };
}

function maySee(session: Session | undefined, order: Order): boolean {
  if (!session) return false;
  if (session.orders.has(order.id)) return true;
  return order.customerId !== undefined && order.customerId === session.customerId;
}
