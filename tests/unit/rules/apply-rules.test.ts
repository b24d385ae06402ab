import type { CatalogItem } from '@tendero/schema';
import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../../collector/src/recommend/recommender.ts';
import { applyRules, bePatient } from '../../../collector/src/rules/apply-rules.ts';
import { type Rule, ruleSet } from '../../../collector/src/rules/rule.ts';
import { slotRules } from '../../../collector/src/rules/slot-rules.ts';
import { catalogOf, goods } from '../../support/catalog-of.ts';

const catalog = catalogOf([
  goods('a', { brand: 'Sol', price: 10 }),
  goods('b', { brand: 'Sol', price: 20 }),
  goods('c', { brand: 'Luna', price: 30, sale_price: 5, category: ['Casa', 'Baño'] }),
  goods('d', { availability: 'preorder' }),
  goods('e', { availability: 'out_of_stock' }),
  goods('f', { item_group_id: 'g' }),
  goods('g', { item_group_id: 'g' }),
]);

function itemOf(itemId: string): CatalogItem {
  const item = catalog.get('shop', itemId);
  if (!item) throw new Error(`the shop has no ${itemId}`);
  return item;
}

const place = { id: 'rule', isOn: true, slots: [], categories: [] };
const parse = (rules: readonly object[]): Rule[] =>
  ruleSet.parse({ rules: rules.map((one) => ({ ...place, ...one })) }).rules;

function choose(
  rules: readonly object[],
  changes: Partial<Parameters<typeof applyRules>[2]> = {},
): string {
  const found = 'abcdefg'.split('').map((itemId): Candidate => ({
    item: itemOf(itemId),
    score: 0,
    cause: { code: 'popular' },
    strategy: 'popular',
  }));
  const here = slotRules({ rules: parse(rules) }, { slot: 'home', categories: ['Casa'] });
  const { chosen } = applyRules(found, here, {
    itemOf,
    taken: [],
    bought: new Set(),
    limit: 10,
    strategy: 'for_you',
    patience: bePatient(),
    ...changes,
  });
  return chosen.map(({ item }) => item.item_id).join('');
}

test('without rules shows what can be shown, one of a group', () => {
  expect(choose([])).toBe('abcdf');
  expect(choose([], { taken: ['a', 'g'] })).toBe('bcd');
  expect(choose([], { limit: 2 })).toBe('ab');
});

describe('a rule', () => {
  test.each([
    ['pins, in its order', [{ type: 'pin', items: ['c', 'b'] }], 'cbadf'],
    ['pins nothing that is sold out', [{ type: 'pin', items: ['e', 'b'] }], 'bacdf'],
    ['boosts', [{ type: 'boost', match: { brand: 'Luna' }, factor: 10 }], 'cabdf'],
    ['boosts a little', [{ type: 'boost', match: { items: ['c'] }, factor: 2 }], 'acbdf'],
    ['buries', [{ type: 'bury', match: { brand: 'Sol' } }], 'cdfab'],
    ['excludes a brand', [{ type: 'exclude', match: { brand: 'Sol' } }], 'cdf'],
    ['excludes a category', [{ type: 'exclude', match: { category: 'Baño' } }], 'abdf'],
    [
      'excludes only what fits all it says',
      [{ type: 'exclude', match: { brand: 'Sol', items: ['b', 'c'] } }],
      'acdf',
    ],
    ['takes only what is in stock', [{ type: 'in_stock_only' }], 'abcf'],
    ['keeps to what is to be paid', [{ type: 'price_band', least: 5, most: 10 }], 'acdf'],
    ['limits a brand', [{ type: 'limit', by: 'brand', most: 1 }], 'acdf'],
    ['limits innermost categories', [{ type: 'limit', by: 'category', most: 1 }], 'ac'],
    [
      'holds for pinned items too',
      [
        { type: 'pin', items: ['b'] },
        { type: 'exclude', match: { brand: 'Sol' } },
      ],
      'cdf',
    ],
    [
      'of two bands keeps to both',
      [
        { type: 'price_band', least: 10 },
        { type: 'price_band', most: 15 },
      ],
      'adf',
    ],
    [
      'is silent while it is off',
      [{ type: 'exclude', match: { brand: 'Sol' }, isOn: false }],
      'abcdf',
    ],
    [
      'is silent in other slots',
      [{ type: 'exclude', match: { brand: 'Sol' }, slots: ['cart'] }],
      'abcdf',
    ],
    ['holds in its slot', [{ type: 'exclude', match: { brand: 'Sol' }, slots: ['home'] }], 'cdf'],
    [
      'is silent on pages of other categories',
      [{ type: 'in_stock_only', categories: ['Tea'] }],
      'abcdf',
    ],
    [
      'holds on pages of its category',
      [{ type: 'in_stock_only', categories: ['Tea', 'Casa'] }],
      'abcf',
    ],
  ])('%s', (_, rules, expected) => expect(choose(rules)).toBe(expected));

  test('leaves out what this person bought lately', () => {
    const bought = new Set(['b']);
    expect(choose([{ type: 'exclude_bought', days: 30 }], { bought })).toBe('acdf');
    expect(choose([], { bought })).toBe('abcdf');
  });
});

test('a shelf of what somebody saw holds nothing else, but is not empty where there is nothing of it', () => {
  const from = (strategy: Candidate['strategy'], itemId: string): Candidate => ({
    item: itemOf(itemId),
    score: 0,
    cause: { code: 'popular' },
    strategy,
  });
  const show = (found: readonly Candidate[]) =>
    applyRules(found, slotRules({ rules: [] }, { slot: 'home', categories: [] }), {
      itemOf,
      taken: [],
      bought: new Set(),
      limit: 3,
      strategy: 'recently_viewed',
      patience: bePatient(),
    }).chosen.map(({ item }) => item.item_id);
  expect(show([from('recently_viewed', 'a'), from('popular', 'b')])).toEqual(['a']);
  expect(show([from('recently_viewed', 'e'), from('popular', 'b')])).toEqual(['b']);
});

test('looks through the whole shop for an empty slot, but not for a full one', () => {
  let looked = 0;
  const shelf = function* (): Generator<Candidate> {
    for (; looked < 50_000; looked += 1) {
      yield {
        item: itemOf(looked < 49_999 ? 'e' : 'a'),
        score: 0,
        cause: { code: 'popular' },
        strategy: 'popular',
      };
    }
  };
  const context = {
    itemOf,
    taken: [],
    bought: new Set<string>(),
    limit: 2,
    strategy: 'popular' as const,
    patience: bePatient(),
  };
  const rules = slotRules({ rules: [] }, { slot: 'home', categories: [] });
  expect(applyRules(shelf(), rules, context).chosen).toHaveLength(1);
  looked = 0;
  const pinned = slotRules(
    { rules: parse([{ type: 'pin', items: ['b'] }]) },
    { slot: 'home', categories: [] },
  );
  expect(applyRules(shelf(), pinned, context).chosen).toHaveLength(1);
  expect(looked).toBeLessThan(3_000);
});

test('looks through the whole shop for the empty slots of one request together, and far enough for each', () => {
  let looked = 0;
  const shelf = function* (fits?: number): Generator<Candidate> {
    for (let at = 0; at < 80_000; at += 1) {
      looked += 1;
      const item = itemOf(at === fits ? 'a' : 'e');
      yield { item, score: 0, cause: { code: 'popular' }, strategy: 'popular' };
    }
  };
  const context = {
    itemOf,
    taken: [],
    bought: new Set<string>(),
    limit: 2,
    strategy: 'popular' as const,
    patience: bePatient(),
  };
  const rules = slotRules({ rules: [] }, { slot: 'home', categories: [] });
  for (let slot = 0; slot < 20; slot += 1) applyRules(shelf(), rules, context);
  expect(looked).toBeLessThan(150_000);
  expect(applyRules(shelf(1_000), rules, context).chosen).toHaveLength(1);
  expect(applyRules(shelf(70_000), rules, context).chosen).toHaveLength(0);
  const another = { ...context, patience: bePatient() };
  expect(applyRules(shelf(70_000), rules, another).chosen).toHaveLength(1);
});

test.each([
  ['an empty match', { type: 'exclude', match: {} }],
  ['a band from dear to cheap', { type: 'price_band', least: 10, most: 5 }],
  ['a boost that pushes down', { type: 'boost', match: { brand: 'Sol' }, factor: 0.5 }],
  ['a kind nobody knows', { type: 'hide' }],
  ['a field nobody knows', { type: 'in_stock_only', price: 3 }],
])('refuses %s', (_, one) => {
  expect(ruleSet.safeParse({ rules: [{ ...place, ...one }] }).success).toBe(false);
});
