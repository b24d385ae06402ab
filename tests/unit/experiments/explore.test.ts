import { expect, test } from 'vitest';
import { explore } from '../../../collector/src/experiments/explore.ts';
import type { Placed } from '../../../collector/src/rules/placed.ts';
import { isShowable } from '../../../collector/src/recommend/is-showable.ts';
import { NO_RULES } from '../../../collector/src/rules/rule.ts';
import { slotRules } from '../../../collector/src/rules/slot-rules.ts';
import { goods } from '../../support/catalog-of.ts';

const rules = slotRules(NO_RULES, { slot: 'home', categories: [] });

function placed(
  itemId: string,
  changes: { brand?: string; group?: string; isPinned?: boolean } = {},
): Placed {
  const { brand, group, isPinned = false } = changes;
  const item = goods(itemId, { ...(brand && { brand }), ...(group && { item_group_id: group }) });
  if (!isShowable(item)) throw new Error('goods can be shown');
  return { item, isPinned, score: 0, cause: { code: 'popular' }, strategy: 'popular' };
}

const filled = {
  chosen: [placed('pin', { isPinned: true }), placed('a'), placed('b')],
  spare: [placed('x'), placed('y'), placed('z')],
};
const even = (steps: number) => Array.from({ length: steps }, (_, index) => (index + 0.5) / steps);

test('without a share shows the best and says that nothing was left to chance', () => {
  const { items, propensities } = explore(filled, rules, { share: 0, random: () => 0 });
  expect(items).toEqual(filled.chosen);
  expect(propensities).toEqual([1, 1, 1]);
});

test('shows each thing as often as it says', () => {
  const share = 0.2;
  const shown = new Map<string, number>();
  const told = new Map<string, number>();
  // a grid over all three draws weighs each outcome exactly
  const grid = even(20).flatMap((one) =>
    even(20).flatMap((two) => even(20).map((three) => [one, two, three])),
  );
  for (const draws of grid) {
    const rest = [...draws];
    const { items, propensities } = explore(filled, rules, {
      share,
      random: () => rest.shift() ?? 0,
    });
    for (const [place, { item }] of items.entries()) {
      const key = `${place} ${item.item_id}`;
      shown.set(key, (shown.get(key) ?? 0) + 1 / grid.length);
      told.set(key, propensities[place] ?? 0);
    }
  }
  expect(shown.size).toBe(9);
  for (const [key, frequency] of shown) expect(frequency, key).toBeCloseTo(told.get(key) ?? 0, 10);
  expect(told.get('0 pin')).toBe(1);
});

test('puts in nothing that rules or groups forbid there, and says so in the likelihood', () => {
  const one = slotRules(
    {
      rules: [
        { id: 'r', isOn: true, slots: [], categories: [], type: 'limit', by: 'brand', most: 1 },
      ],
    },
    { slot: 'home', categories: [] },
  );
  const tight = {
    chosen: [placed('a', { brand: 'Sol' }), placed('b', { group: 'g' })],
    spare: [placed('x', { brand: 'Sol' }), placed('y', { group: 'g' })],
  };
  const ids = new Set<string>();
  for (const place of even(2)) {
    for (const choice of even(9)) {
      const draws = [0, place, choice];
      const { items } = explore(tight, one, { share: 1, random: () => draws.shift() ?? 0 });
      ids.add(items.map(({ item }) => item.item_id).join(''));
    }
  }
  expect(ids).toEqual(new Set(['ab', 'xb', 'ay']));
});
