import { euros } from './texts.ts';
import type { Visit } from './visit.ts';

/** The sums of the cart. */
export function Summary({ visit }: { visit: Visit }) {
  const { texts, language, cart } = visit;
  return (
    <dl class="sums">
      <dt>{texts.goods}</dt>
      <dd>{euros(cart.goodsCents + cart.discountCents, language)}</dd>
      {cart.discountCents > 0 && (
        <>
          <dt>{texts.voucherOn(cart.code)}</dt>
          <dd>{euros(-cart.discountCents, language)}</dd>
        </>
      )}
      <dt>{texts.shipping}</dt>
      <dd>{cart.shippingCents === 0 ? texts.free : euros(cart.shippingCents, language)}</dd>
      <dt class="total">{texts.total}</dt>
      <dd class="total">{euros(cart.totalCents, language)}</dd>
    </dl>
  );
}
