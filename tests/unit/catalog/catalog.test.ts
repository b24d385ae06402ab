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

test('has the newest of a shelf in the order of their coming, wherever they stood before', () => {
  const tea = { category: ['Cocina', 'Té', 'Té'] };
  const catalog = catalogOf([goods('a', tea), goods('b'), goods('c', tea), goods('d', tea)]);
  const newest = (name?: string) =>
    [...catalog.newest('shop', name)].map((item) => item.item_id).join('');
  expect(newest('Té')).toBe('dca');
  catalog.put('shop', goods('b', tea));
  catalog.put('shop', goods('d'));
  expect([newest('Té'), newest('Mesa'), newest()]).toEqual(['cba', 'd', 'dcba']);
  catalog.remove('shop', 'b');
  catalog.remove('shop', 'never there');
  expect([newest('Té'), newest()]).toEqual(['ca', 'dca']);
  catalog.put('shop', goods('b', tea));
  expect(newest('Té')).toBe('cba');
  catalog.arrange('shop', ['b', 'gone', 'a']);
  expect([newest('Té'), newest('Mesa'), newest()]).toEqual(['abc', 'd', 'abdc']);
  expect(newest('Nada')).toBe('');
});

test('keeps sites apart', () => {
  const catalog = catalogOf([goods('a')]);
  expect(catalog.get('other', 'a')).toBeUndefined();
  expect([...catalog.items('other')]).toEqual([]);
  expect([...catalog.inCategory('other', 'Mesa')]).toEqual([]);
});
