import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../../demo-site/src/catalog/catalog.ts';
import { payCents } from '../../../demo-site/src/catalog/product.ts';
import {
  addToCart,
  createCart,
  setQuantity,
  toGoods,
  viewCart,
} from '../../../demo-site/src/shop/cart.ts';
import { voucherOf } from '../../../demo-site/src/shop/vouchers.ts';

const products = createCatalog();
const find = (id: string) => products.find((product) => product.id === id);
const first = (category: string) => {
  const product = products.find((one) => one.category.id === category && one.inStock);
  if (!product) throw new Error(`expected a product of ${category}`);
  return product;
};
const [teapot, chocolate] = [first('tea-coffee'), first('pantry')];

describe('the cart', () => {
  test('is empty and costs nothing without a session', () => {
    expect(viewCart(undefined, find)).toMatchObject({ count: 0, totalCents: 0, shippingCents: 0 });
  });

  test('adds up in cents, and ships free from 60 euros', () => {
    const cart = createCart();
    addToCart(cart, chocolate.id);
    const small = viewCart(cart, find);
    expect(small.totalCents).toBe(payCents(chocolate) + 490);
    setQuantity(cart, teapot.id, 3);
    const large = viewCart(cart, find);
    expect(large.count).toBe(4);
    expect(large.goodsCents).toBe(payCents(chocolate) + 3 * payCents(teapot));
    expect(large.shippingCents).toBe(0);
  });

  test('takes at most 20 of a thing and drops it at zero', () => {
    const cart = createCart();
    setQuantity(cart, teapot.id, 900);
    expect(viewCart(cart, find).count).toBe(20);
    setQuantity(cart, teapot.id, 0);
    expect(viewCart(cart, find).lines).toEqual([]);
  });

  test('forgets what the shop does not carry', () => {
    const cart = createCart();
    addToCart(cart, 'zeppelin');
    expect(viewCart(cart, find).count).toBe(0);
  });

  test('gives a shelf’s voucher to its things only, and says so in the event', () => {
    const cart = createCart();
    addToCart(cart, teapot.id);
    addToCart(cart, chocolate.id);
    cart.code = voucherOf(teapot.category);
    const off = Math.round(payCents(teapot) / 10);
    const view = viewCart(cart, find);
    expect(view.discountCents).toBe(off);
    expect(view.goodsCents).toBe(payCents(teapot) + payCents(chocolate) - off);
    const goods = toGoods(view);
    expect(goods).toMatchObject({ coupon: cart.code, value: view.goodsCents / 100 });
    expect(goods.items.map(({ discount }) => discount)).toEqual([off / 100, undefined]);
  });

  test.each(['', 'TENDERA-NOTHING', '__proto__'])('gives nothing for the code «%s»', (code) => {
    const cart = createCart();
    addToCart(cart, teapot.id);
    cart.code = code;
    expect(viewCart(cart, find)).toMatchObject({ discountCents: 0, code: '' });
    expect(toGoods(viewCart(cart, find))).not.toHaveProperty('coupon');
  });
});
