import { beforeEach, describe, expect, test } from 'vitest';
import { describeGoods } from '../../../collector/src/recommend/goods.ts';
import {
  learnCount,
  learnEvent,
  learnSession,
  MAX_ITEMS_A_SIGN,
} from '../../../collector/src/recommend/learn.ts';
import { MAX_ADMITTED } from '../../../collector/src/recommend/numbering.ts';
import { NO_CATEGORIES } from '../../../collector/src/recommend/popularity.ts';
import { createSiteMemory, type SiteMemory } from '../../../collector/src/recommend/site-memory.ts';
import { createTrends } from '../../../collector/src/recommend/trends.ts';
import { goods } from '../../support/catalog-of.ts';
import { eventRow } from '../../support/event-row.ts';

const names = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => `made-up-${from + at}`);

/** Makes up as many items as are admitted, and some more. */
function makeUp(memory: SiteMemory): void {
  for (let from = 0; from < MAX_ADMITTED + 100; from += 100) {
    const session = { visitorId: `visitor-${from}`, sessionId: 's', carted: [] };
    learnSession(memory, { ...session, itemIds: names(100, from) });
  }
}

describe('items that somebody makes up', () => {
  let memory: SiteMemory;
  beforeEach(() => {
    memory = createSiteMemory();
  });

  test('take room only until there are too many, however they come', () => {
    makeUp(memory);
    expect(memory.items.count()).toBe(MAX_ADMITTED);
    learnEvent(memory, eventRow({ itemIds: ['new'] }));
    learnEvent(memory, eventRow({ itemIds: ['new'], purposes: ['analytics'] }));
    learnCount(memory, 'new', 5);
    expect(memory.items.count()).toBe(MAX_ADMITTED);
    expect(memory.items.findNumber('new')).toBeUndefined();
    expect(memory.unproven.size).toBe(0);
    expect(memory.seen.index.begun).toBe(MAX_ADMITTED / 100);
  });

  test('take none from what the catalogue has, whether it comes before or after them', () => {
    describeGoods(memory, 'teapot', goods('teapot'));
    makeUp(memory);
    describeGoods(memory, 'cup', goods('cup'));
    learnEvent(memory, eventRow({ itemIds: ['teapot', 'cup', 'new', 'made-up-1'] }));
    const known = ['teapot', 'cup', 'made-up-1'].map((id) => memory.items.findNumber(id) ?? -1);
    expect(known.map((item) => memory.popularity.count(item))).toEqual([1, 1, 2]);
    expect(memory.items.count()).toBe(MAX_ADMITTED + 2);
  });

  test('count as before when the catalogue has them later', () => {
    learnEvent(memory, eventRow({ itemIds: ['teapot'] }));
    describeGoods(memory, 'teapot', goods('teapot', { category: ['Kitchen'] }));
    expect(memory.popularity.leaders('Kitchen')).toEqual([memory.items.findNumber('teapot')]);
  });

  test('come a few of one event, and none of an event that may not be used', () => {
    learnEvent(memory, eventRow({ itemIds: names(200) }));
    learnEvent(memory, eventRow({ itemIds: names(200), purposes: ['analytics'] }));
    learnEvent(memory, eventRow({ itemIds: ['no purpose'], purposes: [] }));
    learnEvent(memory, eventRow({ itemIds: ['marketing'], purposes: ['marketing'] }));
    expect(memory.items.count()).toBe(MAX_ITEMS_A_SIGN);
  });

  test('are not on the rise beyond that, but what the catalogue has is', () => {
    const trends = createTrends({ since: 0 });
    const sign = { categories: NO_CATEGORIES, weight: 1, time: 0 };
    for (const itemId of names(MAX_ADMITTED)) trends.add({ ...sign, itemId });
    trends.add({ ...sign, itemId: 'new', weight: 9 });
    trends.add({ ...sign, itemId: 'teapot', weight: 5, categories: [] });
    trends.add({ ...sign, itemId: 'made-up-1', weight: 3 });
    const [first, second] = trends.leaders();
    expect([first?.itemId, second?.itemId]).toEqual(['teapot', 'made-up-1']);
  });
});
