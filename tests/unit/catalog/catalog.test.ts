import { expect, test } from 'vitest';
import { catalogOf, goods } from '../../support/catalog-of.ts';

test('finds an item under each category of its path, and no longer after it moved', () => {
  const catalog = catalogOf([goods('a'), goods('b', { category: ['Casa', 'Baño'] })]);
  const ids = (name: string) => [...catalog.inCategory('shop', name)].map((item) => item.item_id);
  expect(ids('Casa')).toEqual(['a', 'b']);
  expect(ids('Mesa')).toEqual(['a']);
  catalog.put('shop', goods('a', { category: ['Jardín'] }));
  expect(ids('Mesa')).toEqual([]);
  expect(ids('Jardín')).toEqual(['a']);
  catalog.remove('shop', 'a');
  expect(ids('Jardín')).toEqual([]);
  expect(catalog.get('shop', 'a')).toBeUndefined();
});

test('keeps sites apart', () => {
  const catalog = catalogOf([goods('a')]);
  expect(catalog.get('other', 'a')).toBeUndefined();
  expect([...catalog.items('other')]).toEqual([]);
  expect([...catalog.inCategory('other', 'Mesa')]).toEqual([]);
});
