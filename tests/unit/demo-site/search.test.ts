import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../../demo-site/src/catalog/catalog.ts';
import type { Language } from '../../../demo-site/src/catalog/product.ts';
import { searchProducts } from '../../../demo-site/src/catalog/search.ts';

const products = createCatalog();

function kindsFor(query: string, language: Language): string[] {
  const found = searchProducts(products, query, language);
  return [...new Set(found.map(({ kind }) => kind.id))];
}

describe('search', () => {
  test.each<[string, Language, string]>([
    ['teapot', 'en', 'teapot'],
    ['Teapots', 'en', 'teapot'],
    ['sarten', 'es', 'frying-pan'],
    ['SARTÉN', 'es', 'frying-pan'],
    ['cometas', 'es', 'kite'],
    ['manta', 'es', 'blanket'],
  ])('finds «%s» (%s) first of all as %s', (query, language, kind) => {
    expect(kindsFor(query, language)[0]).toBe(kind);
  });

  test('wants every word', () => {
    const found = searchProducts(products, 'teapot indigo', 'en');
    expect(found.length).toBeGreaterThan(0);
    for (const { kind, colour } of found) {
      expect([kind.id, colour.id]).toEqual(['teapot', 'indigo']);
    }
  });

  test('finds by brand', () => {
    for (const { brand } of searchProducts(products, 'paso corto', 'en')) {
      expect(brand).toBe('Paso Corto');
    }
  });

  test.each(['', '   ', 'zeppelin', 'teapot zeppelin'])('finds nothing for «%s»', (query) => {
    expect(searchProducts(products, query, 'en')).toEqual([]);
  });
});
