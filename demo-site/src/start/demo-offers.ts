import { SHELVES } from '../catalog/categories.ts';
import type { Category } from '../catalog/product.ts';
import { voucherOf } from '../shop/vouchers.ts';

/** Looking at this many things of a shelf is an interest; one in the cart is one as well. */
const VIEWS = 3;

/** One offer a shelf, for the collector's config: whoever is interested in it gets its voucher. */
export function demoOffers(): object[] {
  return SHELVES.map(({ category }) => ({
    id: `ten-off-${category.id}`,
    type: 'interest',
    category: category.name.en,
    views: VIEWS,
    ...words(category),
    url: `/c/${category.id}`,
    code: voucherOf(category),
  }));
}

function words({ name }: Category): object {
  return {
    title: { en: `10% off ${name.en}`, es: `10\u00a0% de descuento en ${name.es}` },
    text: {
      en: 'You have been looking around this shelf; take something home for less until Sunday.',
      es: 'Llevas un rato mirando este estante: llévate algo más barato hasta el domingo.',
    },
    action: { en: `To the ${name.en} shelf`, es: `Ver ${name.es}` },
  };
}
