import { expect, it } from 'vitest';
import { createClosedOffers } from '../../../widgets/src/api/closed-offers.ts';

it('keeps a slot closed on this page view, and on no other', () => {
  let url = '/cart';
  const closed = createClosedOffers(() => url);
  closed.close('a');
  expect([closed.isClosed('a'), closed.isClosed('b')]).toEqual([true, false]);
  url = '/goods';
  expect(closed.isClosed('a')).toBe(false);
});
