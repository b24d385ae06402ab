import type { Product } from '../catalog/product.ts';
import { payCents } from '../catalog/product.ts';
import type { EventItem } from '../catalog/wire.ts';
import { CURRENCY, toEventItem } from '../catalog/wire.ts';
import { isVoucher, percentOff } from './vouchers.ts';

const MOST_PER_LINE = 20;
const FREE_SHIPPING_CENTS = 6000;
const SHIPPING_CENTS = 490;

/** What a session has put aside: quantities by product id, and a voucher. */
export interface Cart {
  readonly quantities: Map<string, number>;
  code: string;
}

/** A cart worked out in cents. */
export interface CartView {
  readonly lines: readonly CartLine[];
  readonly count: number;
  readonly code: string;
  readonly discountCents: number;
  /** The goods after the discount. */
  readonly goodsCents: number;
  readonly shippingCents: number;
  readonly totalCents: number;
}

export interface CartLine {
  readonly product: Product;
  readonly quantity: number;
  /** Off each piece, by the voucher. */
  readonly discountCents: number;
  readonly cents: number;
}

/** An empty cart. */
export function createCart(): Cart {
  return { quantities: new Map(), code: '' };
}

/** Sets how many of a thing are in the cart; zero takes it out. */
export function setQuantity(cart: Cart, id: string, quantity: number): void {
  const wanted = Math.min(MOST_PER_LINE, Math.trunc(quantity));
  if (wanted > 0) cart.quantities.set(id, wanted);
  else cart.quantities.delete(id);
}

/** Adds one of a thing. */
export function addToCart(cart: Cart, id: string): void {
  setQuantity(cart, id, (cart.quantities.get(id) ?? 0) + 1);
}

/** Works out the cart; what the shop no longer carries falls out. */
export function viewCart(cart: Cart | undefined, find: FindProduct): CartView {
  const code = cart && isVoucher(cart.code) ? cart.code : '';
  const lines = [...(cart?.quantities ?? [])].flatMap(([id, quantity]) => {
    const product = find(id);
    return product ? [toLine(product, quantity, code)] : [];
  });
  const goodsCents = sum(lines.map((line) => line.cents));
  const shippingCents = goodsCents === 0 || goodsCents >= FREE_SHIPPING_CENTS ? 0 : SHIPPING_CENTS;
  return {
    lines,
    count: sum(lines.map((line) => line.quantity)),
    code,
    discountCents: sum(lines.map((line) => line.discountCents * line.quantity)),
    goodsCents,
    shippingCents,
    totalCents: goodsCents + shippingCents,
  };
}

/** Finds a product by id. */
export type FindProduct = (id: string) => Product | undefined;

/** The goods of a cart in the words of an event. */
export interface EventGoods {
  items: (EventItem & { discount?: number })[];
  value: number;
  currency: string;
  coupon?: string;
}

/** The cart as an event carries it. */
export function toGoods(cart: CartView): EventGoods {
  return {
    items: cart.lines.map(({ product, quantity, discountCents }) => ({
      ...toEventItem(product, quantity),
      ...(discountCents > 0 ? { discount: discountCents / 100 } : {}),
    })),
    value: cart.goodsCents / 100,
    currency: CURRENCY,
    ...(cart.code ? { coupon: cart.code } : {}),
  };
}

function toLine(product: Product, quantity: number, code: string): CartLine {
  const discountCents = Math.round((payCents(product) * percentOff(code, product)) / 100);
  const cents = (payCents(product) - discountCents) * quantity;
  return { product, quantity, discountCents, cents };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
