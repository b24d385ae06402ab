import { toGoods } from '../shop/cart.ts';
import { Field } from './field.tsx';
import { Layout } from './layout.tsx';
import { Summary } from './summary.tsx';
import { euros } from './texts.ts';
import type { Visit } from './visit.ts';

/** Where the shop sends to: ISO 3166-1 codes. */
export const COUNTRIES = ['ES', 'PT', 'FR', 'IT', 'DE', 'GB'] as const;

/** The till. */
export function CheckoutPage({ visit }: { visit: Visit }) {
  const { texts, link, language, cart, account } = visit;
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return (
    <Layout visit={visit} title={texts.checkoutTitle} calls={[['beginCheckout', toGoods(cart)]]}>
      <h1>{texts.checkoutTitle}</h1>
      <div class="columns">
        <form class="sheet" method="post" action={link('/checkout')}>
          <Field label={texts.fullName} name="name" value={account?.name ?? ''} complete="name" />
          <Field
            label={texts.email}
            name="email"
            type="email"
            value={account?.email ?? ''}
            complete="email"
          />
          <Field label={texts.address} name="address" complete="street-address" />
          <Field label={texts.city} name="city" complete="address-level2" />
          <label>
            {texts.country}
            <select name="country" autocomplete="country">
              {COUNTRIES.map((code) => (
                <option value={code}>{names.of(code)}</option>
              ))}
            </select>
          </label>
          <Field label={texts.card} name="card" value="4242 4242 4242 4242" note={texts.cardNote} />
          <button>{texts.pay(euros(cart.totalCents, language))}</button>
        </form>
        <aside class="panel">
          <ul class="small">
            {cart.lines.map(({ product, quantity, cents }) => (
              <li>
                <span>{`${quantity} × ${product.title[language]}`}</span>
                <span>{euros(cents, language)}</span>
              </li>
            ))}
          </ul>
          <Summary visit={visit} />
        </aside>
      </div>
    </Layout>
  );
}
