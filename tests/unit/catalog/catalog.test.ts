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

test('says what came last, also of a category, whatever is put again', () => {
  const catalog = catalogOf([
    goods('a'),
    goods('b', { category: ['Casa', 'Baño'] }),
    goods('c'),
    goods('d'),
  ]);
  const newest = (name: string) =>
    [...catalog.newestIn('shop', name)].map((item) => item.item_id).join('');
  expect(newest('Mesa')).toBe('dca');
  catalog.put('shop', goods('a', { price: 5 }));
  expect(newest('Mesa')).toBe('dca');
  expect([...catalog.newestIn('shop', 'Mesa')].at(-1)?.price).toBe(5);
  catalog.put('shop', goods('b'));
  expect(newest('Mesa')).toBe('dcba');
  catalog.remove('shop', 'c');
  expect(newest('Mesa')).toBe('dba');
  catalog.arrange('shop', ['d', 'a']);
  expect(newest('Mesa')).toBe('adb');
  catalog.put('shop', goods('c'));
  expect(newest('Mesa')).toBe('adcb');
  catalog.put('shop', goods('e'));
  expect(newest('Mesa')).toBe('eadcb');
  expect(newest('Cocina')).toBe('');
  expect([...catalog.newestIn('other', 'Mesa')]).toEqual([]);
});

test('keeps sites apart', () => {
  const catalog = catalogOf([goods('a')]);
  expect(catalog.get('other', 'a')).toBeUndefined();
  expect([...catalog.items('other')]).toEqual([]);
  expect([...catalog.inCategory('other', 'Mesa')]).toEqual([]);
});
