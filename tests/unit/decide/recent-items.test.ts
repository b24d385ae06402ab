import { expect, test } from 'vitest';
import { createRecentItems } from '../../../collector/src/decide/recent-items.ts';
import { eventRow } from '../../support/event-row.ts';

const ana = { visitor_id: 'ana' };

test('keeps what a visitor looked at, newest first and each once', () => {
  const recent = createRecentItems();
  recent.learnEvents(['a', 'b', 'a', 'c'].map((id) => eventRow({ ...ana, itemIds: [id] })));
  expect(recent.of('shop', 'ana')).toEqual(['c', 'a', 'b']);
  expect(recent.of('other', 'ana')).toEqual([]);
});

test('keeps nothing of who allows no personalization, nor of other events', () => {
  const recent = createRecentItems();
  recent.learnEvents([
    eventRow({ ...ana, itemIds: ['a'], purposes: ['analytics'] }),
    eventRow({ ...ana, itemIds: ['a'], type: 'view_item_list' }),
  ]);
  expect(recent.of('shop', 'ana')).toEqual([]);
});

test('keeps 50 items of a visitor', () => {
  const recent = createRecentItems();
  for (let index = 0; index < 80; index += 1) recent.add('shop', 'ana', [`item-${index}`]);
  expect(recent.of('shop', 'ana')).toHaveLength(50);
  expect(recent.of('shop', 'ana')[0]).toBe('item-79');
});

test('lets go who came longest ago when there are too many, and who asks for it', () => {
  const recent = createRecentItems({ maxVisitors: 2 });
  recent.add('shop', 'ana', ['a']);
  recent.add('shop', 'bob', ['b']);
  recent.add('shop', 'ana', ['c']);
  recent.add('shop', 'eva', ['d']);
  expect(recent.of('shop', 'bob')).toEqual([]);
  expect(recent.of('shop', 'ana')).toEqual(['c', 'a']);
  recent.forget('shop', 'ana');
  expect(recent.of('shop', 'ana')).toEqual([]);
});
