import type { ConsentStates, DecideRequest, SlotAnswer } from '@tendero/schema';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../collector/src/decide/decide.ts';
import { catalogOf, goods } from '../../support/catalog-of.ts';
import { decideParts } from '../../support/decide-parts.ts';
import { siteConfig } from '../../support/site-config.ts';

const ANA = 'a'.repeat(32);
const texts = { es: 'Oferta de jardín' };
const [site] = siteConfig({
  site: {
    offers: [
      {
        id: 'garden',
        type: 'interest',
        category: 'Jardín',
        views: 2,
        title: texts,
        text: texts,
        action: texts,
        url: '/jardin',
      },
    ],
  },
}).sites;
const garden = (id: string) => goods(id, { category: ['Jardín'] });
const catalog = catalogOf(
  'abcdefgh'
    .split('')
    .map((id) => goods(id))
    .concat(garden('x'), garden('y')),
);

function states(granted: readonly (keyof ConsentStates)[]): ConsentStates {
  const state = (purpose: keyof ConsentStates) =>
    granted.includes(purpose) ? 'granted' : 'denied';
  return {
    analytics: state('analytics'),
    personalization: state('personalization'),
    marketing: state('marketing'),
    social: 'denied',
  };
}

interface Asked {
  /** What the ledger holds. */
  readonly ledger?: readonly string[];
  /** What the request says. */
  readonly granted?: readonly (keyof ConsentStates)[];
  readonly request?: Partial<DecideRequest>;
}

function ask({ ledger = [], granted = [], request = {} }: Asked): Record<string, SlotAnswer> {
  if (!site) throw new Error('the config has one site');
  const parts = decideParts({ catalog, ledger: { [ANA]: ledger } });
  for (const [visitorId, itemIds] of [
    ['v1', ['x', 'h']],
    ['v2', ['x', 'h']],
    ['v3', ['a', 'g']],
  ] as const) {
    parts.recommender.learnSession('shop', { visitorId, sessionId: 's', itemIds, carted: [] });
  }
  parts.recent.add('shop', ANA, ['y']);
  const snapshot = { states: states(granted), version: '1', at: 0 };
  const decision = decide(parts, {
    id: 'decision',
    site,
    request: {
      v: 1,
      visitor: ANA,
      consent: snapshot,
      page: { url: 'https://shop.example/' },
      cart: [],
      recent: ['x'],
      slots: [
        { id: 'offer', kind: 'offer' },
        { id: 'items', kind: 'recommendations', limit: 1 },
      ],
      ...request,
    },
  });
  expect(decision.decision).toBe('decision');
  return decision.slots;
}

function itemsOf(answer: SlotAnswer | undefined) {
  return answer?.kind === 'recommendations' ? answer.items : [];
}

describe('what of a person may be read', () => {
  const personal = ['personalization'] as const;

  test('reads their past where request and ledger both allow it: recent views of both add up', () => {
    const slots = ask({ ledger: personal, granted: personal });
    expect(slots['offer']).toMatchObject({ offer: { offer_id: 'garden' } });
    expect(itemsOf(slots['items'])).toMatchObject([
      { item_id: 'h', reason: { code: 'viewed_with', with: 'x', title: 'Cosa x' } },
    ]);
  });

  test.each([
    ['the ledger does not know of it', { granted: personal }],
    ['the request says no', { ledger: personal }],
    ['only analytics is granted', { ledger: ['analytics'], granted: ['analytics'] as const }],
    ['the ledger names other purposes', { ledger: ['analytics', 'marketing'], granted: personal }],
    ['nobody decided', { ledger: personal, request: { consent: null } }],
  ])('reads nothing when %s, whatever the request carries', (_, asked) => {
    const slots = ask(asked);
    expect(slots['offer']).toEqual({ kind: 'offer', offer: null });
    expect(itemsOf(slots['items'])[0]?.reason.code).toBe('popular');
  });

  test.each([
    ['names the category on a page in its language', 'es-MX', 'Jardín'],
    ['leaves it out on a page in another, where it would be a foreign word', 'en', undefined],
  ])('%s', (_, locale, title) => {
    const page = { url: 'https://shop.example/', locale, category: 'Jardín' };
    const slots = [{ id: 'items', kind: 'recommendations', strategy: 'popular' } as const];
    const answer = ask({ request: { page, slots, recent: [] } })['items'];
    const reason = itemsOf(answer)[0]?.reason;
    expect(reason).toMatchObject({ code: 'popular', with: 'Jardín' });
    expect(reason?.title).toBe(title);
  });

  test('still answers to page and cart of who refused', () => {
    const slots = ask({ request: { consent: null, cart: ['x'], recent: [] } });
    expect(slots['offer']).toMatchObject({ offer: { title: 'Oferta de jardín' } });
    expect(itemsOf(slots['items'])).toMatchObject([{ item_id: 'h', reason: { with: 'x' } }]);
  });
});

describe('a page with several slots', () => {
  test('shows no item and no offer twice', () => {
    const slots = ask({
      request: {
        cart: ['x'],
        slots: [
          { id: '1', kind: 'recommendations', strategy: 'popular', limit: 3 },
          { id: '2', kind: 'recommendations', strategy: 'related', limit: 3 },
          { id: '3', kind: 'offer' },
          { id: '4', kind: 'recommendations', limit: 50 },
          { id: '5', kind: 'offer' },
        ],
      },
    });
    const shown = ['1', '2', '4'].flatMap((id) => itemsOf(slots[id]).map((item) => item.item_id));
    expect(shown).toHaveLength(9);
    expect(new Set(shown).size).toBe(9);
    expect(shown).not.toContain('x');
    expect(slots['3']).toMatchObject({ offer: { offer_id: 'garden' } });
    expect(slots['5']).toEqual({ kind: 'offer', offer: null });
  });

  test('looks through the shop for all that stay empty together', () => {
    let looked = 0;
    // as many things as a large shop has, of which none can be ordered
    const everything = function* () {
      for (; looked < 5_000_000; looked += 1) yield goods('a', { availability: 'out_of_stock' });
    };
    if (!site) throw new Error('the config has one site');
    const slots = Array.from({ length: 20 }, (_, index) => ({
      id: `${index}`,
      kind: 'recommendations' as const,
      strategy: 'popular' as const,
    }));
    const page = { url: 'https://shop.example/' };
    const request: DecideRequest = { v: 1, consent: null, page, cart: [], recent: [], slots };
    const parts = decideParts({ catalog: { ...catalogOf([]), items: everything } });
    const answer = decide(parts, { id: 'decision', site, request });
    expect(Object.values(answer.slots).flatMap(itemsOf)).toEqual([]);
    expect(looked).toBeLessThan(150_000);
  });

  test("titles items in the page's language, else in the shop's", () => {
    const titled = (locale: string) =>
      itemsOf(ask({ request: { page: { url: '/', locale, item: 'a' } } })['items'])[0];
    expect(titled('en-GB')).toMatchObject({ title: 'Thing g' });
    expect(titled('fr')).toMatchObject({ title: 'Cosa g' });
  });

  test('shows all that a widget needs of an item', () => {
    const [item] = itemsOf(ask({ request: { page: { url: '/', item: 'a' } } })['items']);
    expect(item).toEqual({
      item_id: 'g',
      title: 'Cosa g',
      url: '/p/g',
      image_url: '/i/g.svg',
      price: 10,
      currency: 'EUR',
      reason: { code: 'viewed_with', with: 'a' },
    });
  });
});

describe('an item that others looked at together with another', () => {
  const personal = ['personalization'] as const;
  const reasonOf = (asked: Asked) => itemsOf(ask(asked)['items'])[0]?.reason;
  const page = { url: 'https://shop.example/', item: 'x' };

  test('names what the person looked at before this page', () => {
    const reason = reasonOf({ ledger: personal, granted: personal });
    expect(reason).toEqual({ code: 'viewed_with', with: 'x', title: 'Cosa x' });
    const locale = 'en-GB';
    const request = { page: { url: 'https://shop.example/', locale } };
    expect(reasonOf({ ledger: personal, granted: personal, request })).toMatchObject({
      title: 'Thing x',
    });
  });

  test.each<[string, Asked]>([
    ['the page itself, to somebody of whom nothing may be read', { request: { page } }],
    [
      'the page itself, to somebody known',
      { ledger: personal, granted: personal, request: { page } },
    ],
    ['what lies in the cart of somebody of whom nothing may be read', { request: { cart: ['x'] } }],
  ])('is not said to come of having looked at %s', (_, asked) => {
    expect(reasonOf(asked)).toEqual({ code: 'viewed_with', with: 'x' });
  });
});
