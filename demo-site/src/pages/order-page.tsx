import type { Order } from '../shop/books.ts';
import type { FindProduct } from '../shop/cart.ts';
import { Layout } from './layout.tsx';
import { euros } from './texts.ts';
import type { Visit } from './visit.ts';

interface OrderProps {
  readonly visit: Visit;
  readonly order: Order;
  readonly find: FindProduct;
}

/** The confirmation of an order. */
export function OrderPage({ visit, order, find }: OrderProps) {
  const { texts, link, language } = visit;
  return (
    <Layout visit={visit} title={texts.thanksTitle}>
      <div class="title">
        <h1>{texts.thanksTitle}</h1>
        <p>{texts.thanksText(order.id)}</p>
      </div>
      <div class="panel receipt">
        <ul class="small">
          {order.lines.map(({ id, quantity, cents }) => (
            <li>
              <img src={`/pictures/${id}.svg`} alt="" width={400} height={400} />
              <span>{`${quantity} × ${find(id)?.title[language] ?? id}`}</span>
              <span>{euros(cents, language)}</span>
            </li>
          ))}
        </ul>
        <dl class="sums">
          <dt>{texts.shipping}</dt>
          <dd>{order.shippingCents === 0 ? texts.free : euros(order.shippingCents, language)}</dd>
          <dt class="total">{texts.total}</dt>
          <dd class="total">{euros(order.totalCents, language)}</dd>
        </dl>
      </div>
      <p>
        <a class="button" href={link('/')}>
          {texts.backHome}
        </a>
      </p>
      <tendero-recommendations slot-id="order-for-you" strategy="for_you" limit="6" />
    </Layout>
  );
}
