import { describe, expect, test } from 'vitest';
import { chooseOffer, type OfferQuery } from '../../../collector/src/offers/choose-offer.ts';
import { catalogOf, goods } from '../../support/catalog-of.ts';
import { siteConfig } from '../../support/site-config.ts';

function rule(id: string, category: string, changes: Record<string, unknown> = {}) {
  const text = { en: `${id} in English`, es: `${id} en español` };
  const words = { title: text, text, action: text };
  return { id, type: 'interest', category, views: 2, ...words, url: `/o/${id}`, ...changes };
}

const catalog = catalogOf([
  goods('t1', { category: ['Cocina', 'Té'] }),
  goods('t2', { category: ['Cocina', 'Té'] }),
  goods('c1', { category: ['Cocina'] }),
  goods('j1', { category: ['Jardín'] }),
  goods('j2', { category: ['Jardín'] }),
  goods('j3', { category: ['Jardín'] }),
]);

const [site] = siteConfig({
  site: {
    offers: [
      rule('kitchen', 'Cocina'),
      rule('tea', 'Té', { code: 'TE10' }),
      rule('garden', 'Jardín'),
    ],
  },
}).sites;

function choose(changes: Partial<OfferQuery> = {}) {
  if (!site) throw new Error('the config has one site');
  return chooseOffer(catalog, { site, cart: [], recent: [], shown: [], ...changes });
}

describe('without anything of a person', () => {
  test('offers nothing where cart and page say nothing', () => {
    expect(choose()).toBeNull();
    expect(choose({ item: 'unknown', category: 'Nada', cart: ['unknown'] })).toBeNull();
  });

  test.each([
    ['one thing of the category in the cart', { cart: ['j1'] }],
    ['the item of the page', { item: 'j1' }],
    ['the category of the page', { category: 'Jardín' }],
  ])('offers for %s', (_, changes) => {
    expect(choose(changes)).toMatchObject({
      offer_id: 'garden',
      reason: { code: 'interest', with: 'Jardín' },
    });
  });
});

describe('with what a person looked at', () => {
  test('offers from as many different things as the rule says, not from one seen twice', () => {
    expect(choose({ recent: ['j1'] })).toBeNull();
    expect(choose({ recent: ['j1', 'j1'] })).toBeNull();
    expect(choose({ recent: ['j1', 'c1', 'j2'] })?.offer_id).toBe('garden');
  });

  test('takes the most special category, then the one looked at most', () => {
    expect(choose({ recent: ['j1', 'j2', 'j3', 't1', 't2'] })?.offer_id).toBe('tea');
    expect(choose({ recent: ['c1', 't1', 'j1', 'j2', 'j3'], shown: ['tea'] })?.offer_id).not.toBe(
      'tea',
    );
    expect(choose({ recent: ['j1', 'j2', 'j3'], cart: ['c1'] })?.offer_id).toBe('garden');
  });
});

test('never repeats what the page shows elsewhere', () => {
  expect(choose({ cart: ['j1'], shown: ['garden'] })).toBeNull();
});

test("speaks the page's language, else the shop's, and carries the code", () => {
  expect(choose({ cart: ['t1'], locale: 'en-GB' })).toMatchObject({
    title: 'tea in English',
    text: 'tea in English',
    action: 'tea in English',
    url: '/o/tea',
    code: 'TE10',
  });
  expect(choose({ cart: ['t1'], locale: 'fr' })?.title).toBe('tea en español');
  expect(choose({ cart: ['j1'] })).not.toHaveProperty('code');
});
