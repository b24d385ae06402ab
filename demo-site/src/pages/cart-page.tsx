import type { CartLine } from '../shop/cart.ts';
import { toGoods } from '../shop/cart.ts';
import { Layout } from './layout.tsx';
import { Summary } from './summary.tsx';
import { euros } from './texts.ts';
import type { Visit } from './visit.ts';

/** The cart, with an offer and what others took along. */
export function CartPage({ visit }: { visit: Visit }) {
  const { texts, link, cart } = visit;
  const ids = cart.lines.map(({ product }) => product.id).join(',');
  return (
    <Layout
      visit={visit}
      title={texts.cartTitle}
      calls={cart.count > 0 ? [['viewCart', toGoods(cart)]] : []}
    >
      <h1>{texts.cartTitle}</h1>
      <div class="columns">
        <div>
          {cart.count === 0 && <p>{texts.cartEmpty}</p>}
          <ul class="lines">
            {cart.lines.map((line) => (
              <Line visit={visit} line={line} />
            ))}
          </ul>
          <tendero-offer slot-id="cart-offer" cart={ids} />
        </div>
        {cart.count > 0 && (
          <aside class="panel">
            <Summary visit={visit} />
            <a class="button" href={link('/checkout')}>
              {texts.checkout}
            </a>
            <form class="voucher" method="post" action={link('/cart/voucher')}>
              <label>
                {texts.voucher}
                <input name="code" value={cart.code} maxlength={40} autocomplete="off" />
              </label>
              <button class="quiet">{texts.useVoucher}</button>
            </form>
          </aside>
        )}
      </div>
      <tendero-recommendations
        slot-id="cart-cross-sell"
        strategy="cross_sell"
        cart={ids}
        limit="6"
      />
    </Layout>
  );
}

function Line({ visit, line: { product, quantity, cents } }: { visit: Visit; line: CartLine }) {
  const { language, texts, link } = visit;
  const title = product.title[language];
  return (
    <li>
      <img src={`/pictures/${product.id}.svg`} alt="" width={400} height={400} />
      <div>
        <a href={link(`/p/${product.id}`)}>{title}</a>
        <span class="maker">{product.brand}</span>
        <form method="post" action={link('/cart/set')}>
          <input type="hidden" name="id" value={product.id} />
          <input
            class="quantity"
            type="number"
            name="quantity"
            value={String(quantity)}
            min="0"
            max="20"
            aria-label={`${texts.quantity}: ${title}`}
          />
          <button class="quiet">{texts.update}</button>
          <button class="plain" name="remove" value="1" aria-label={`${texts.remove}: ${title}`}>
            {texts.remove}
          </button>
        </form>
      </div>
      <strong>{euros(cents, language)}</strong>
    </li>
  );
}
