import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../../demo-site/src/catalog/catalog.ts';
import type { Language } from '../../../demo-site/src/catalog/product.ts';
import { searchProducts } from '../../../demo-site/src/catalog/search.ts';
import { wordsOf } from '../../../demo-site/src/catalog/search-words.ts';

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
    ['lapices', 'es', 'pencils'],
    ['blankets', 'en', 'blanket'],
    ['te', 'es', 'tea-tin'],
    ['te', 'en', 'teapot'],
    ['tazas de té', 'es', 'mug'],
    ['a mug for the coffee', 'en', 'mug'],
    ['lámp', 'es', 'table-lamp'],
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

  test.each<[string, Language]>([
    ['te', 'es'],
    ['az', 'es'],
    ['te', 'en'],
    ['co', 'en'],
  ])('finds «%s» (%s) at the beginning of words only', (query, language) => {
    const found = searchProducts(products, query, language);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(products.length / 2);
    for (const product of found) {
      const { title, kind, category, brand, description } = product;
      const texts = [title[language], kind.plural[language], category.name[language], brand];
      const words = wordsOf([...texts, description[language]].join(' '));
      expect(words.filter((word) => word.startsWith(query))).not.toEqual([]);
    }
  });

  test.each<[string, string, Language]>([
    ['té', 'TE', 'es'],
    ['azules', 'azul', 'es'],
    ['verdes', 'verde', 'es'],
    ['boxes', 'box', 'en'],
    ['grandmother’s', "Grandmother's", 'en'],
  ])('finds the same for «%s» as for «%s» (%s)', (one, other, language) => {
    const found = searchProducts(products, one, language);
    expect(found).not.toEqual([]);
    expect(searchProducts(products, other, language)).toEqual(found);
  });

  test.each(['', '   ', 'zeppelin', 'teapot zeppelin', 'eapot', 's', '?!'])(
    'finds nothing for «%s»',
    (query) => {
      expect(searchProducts(products, query, 'en')).toEqual([]);
    },
  );
});
