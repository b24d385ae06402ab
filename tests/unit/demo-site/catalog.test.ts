import { catalogItem, item } from '@tendero/schema/zod';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../../demo-site/src/catalog/catalog.ts';
import { SHELVES } from '../../../demo-site/src/catalog/categories.ts';
import { toCatalogLine, toEventItem } from '../../../demo-site/src/catalog/wire.ts';
import { drawPicture } from '../../../demo-site/src/pictures/picture.ts';

const products = createCatalog();

describe('the catalogue', () => {
  test('holds 200 different things on ten shelves', () => {
    expect(new Set(products.map(({ id }) => id)).size).toBe(200);
    expect(new Set(products.map(({ category }) => category.id)).size).toBe(SHELVES.length);
    expect(SHELVES).toHaveLength(10);
  });

  test('is the same on every start', () => {
    expect(createCatalog()).toEqual(products);
  });

  test('gives the colours of a model one group, one price and different titles', () => {
    for (const one of products) {
      const others = products.filter(({ group, id }) => group === one.group && id !== one.id);
      for (const other of others) {
        expect(other.priceCents).toBe(one.priceCents);
        expect(other.title.en).not.toBe(one.title.en);
      }
    }
    expect(new Set(products.map(({ group }) => group)).size).toBe(120);
  });

  test('has things on sale, always below their price, and a few that are sold out', () => {
    const sales = products.filter(({ saleCents }) => saleCents !== undefined);
    expect(sales.length).toBeGreaterThan(10);
    for (const { saleCents = 0, priceCents } of sales) expect(saleCents).toBeLessThan(priceCents);
    const soldOut = products.filter(({ inStock }) => !inStock).length;
    expect(soldOut).toBeGreaterThan(2);
    expect(soldOut).toBeLessThan(20);
  });

  test('fits the wire, as catalogue lines and as items of events', () => {
    for (const product of products) {
      const line = toCatalogLine(product, 'http://localhost:8090');
      expect(catalogItem.parse(line)).toEqual(line);
      const sold = toEventItem(product, 2);
      expect(item.parse(sold)).toEqual(sold);
    }
  });
});

describe('the pictures', () => {
  test.each(SHELVES.flatMap(({ kinds }) => kinds.map(({ id }) => id)))('draw a %s', (kind) => {
    const pictures = products.filter((one) => one.kind.id === kind).map(drawPicture);
    expect(new Set(pictures).size).toBe(5);
    for (const picture of pictures) {
      expect(picture).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox/);
      expect(picture).not.toMatch(/NaN|undefined|<script|href=|style=/);
    }
  });

  test('are the same each time', () => {
    const [product] = products;
    if (!product) throw new Error('expected a product');
    expect(drawPicture(product)).toBe(drawPicture(product));
  });
});
