import { describe, expect, it } from 'vitest';
import { parseDecision } from '../../../widgets/src/api/parse-decision.ts';

const ITEM = {
  item_id: 'pot',
  title: 'Pot',
  url: '/pot',
  image_url: '/pot.png',
  price: 3,
  currency: 'EUR',
  reason: { code: 'popular' },
};
const shelf = (items: unknown) => ({
  decision: 'd',
  slots: { a: { kind: 'recommendations', strategy: 'popular', items } },
});

describe('parseDecision', () => {
  it('keeps a whole answer as it is', () => {
    expect(parseDecision(shelf([ITEM]))).toEqual(shelf([ITEM]));
  });

  it.each([null, 'text', 7, [], {}, { decision: 1, slots: {} }, { decision: 'd' }])(
    'is null for %j',
    (body) => expect(parseDecision(body)).toBeNull(),
  );

  it.each([
    ['no title', { ...ITEM, title: undefined }],
    ['an empty address', { ...ITEM, url: '' }],
    ['a price in words', { ...ITEM, price: '3' }],
    ['a price below nothing', { ...ITEM, price: -1 }],
    ['no reason', { ...ITEM, reason: null }],
  ])('leaves out an item with %s and keeps its neighbour', (_case, broken) => {
    expect(parseDecision(shelf([broken, ITEM]))).toEqual(shelf([ITEM]));
  });

  it('leaves out a slot of an unknown kind or strategy', () => {
    const slots = { a: { kind: 'quiz' }, b: { kind: 'recommendations', strategy: 'x', items: [] } };
    expect(parseDecision({ decision: 'd', slots })).toEqual({ decision: 'd', slots: {} });
  });

  it('reads a broken offer as none', () => {
    const body = {
      decision: 'd',
      slots: { o: { kind: 'offer', offer: { title: 'Only a title' } } },
    };
    expect(parseDecision(body)?.slots).toEqual({ o: { kind: 'offer', offer: null } });
  });
});
