import { type CatalogItem, type DecideRequest, STRATEGIES, type Strategy } from '@tendero/schema';
import * as fc from 'fast-check';
import type { CatalogMemory } from '../../collector/src/catalog/catalog.ts';
import { decide } from '../../collector/src/decide/decide.ts';
import { NO_TRIALS } from '../../collector/src/experiments/experiment.ts';
import type { Rule } from '../../collector/src/rules/rule.ts';
import { matches, slotRules } from '../../collector/src/rules/slot-rules.ts';
import { catalogOf, goods } from './catalog-of.ts';
import { decideParts, type TestParts } from './decide-parts.ts';
import { siteConfig } from './site-config.ts';

const ANA = 'a'.repeat(32);
const NOW = Date.UTC(2026, 4, 20);
const DAY_MS = 86_400_000;
const BRANDS = ['Sol', 'Luna', undefined];
const PATHS = [['Casa', 'Mesa'], ['Casa', 'Baño'], ['Jardín'], []];
const SLOTS = ['one', 'two', 'three'];
const IDS = Array.from({ length: 30 }, (_, index) => `i${index}`);

/** Thirty things of all kinds: some in groups, some that can't be shown, with a past of views and orders. */
function openShop(): { parts: TestParts; catalog: CatalogMemory } {
  const catalog = catalogOf(IDS.map(makeItem));
  const parts = decideParts({
    catalog,
    now: NOW,
    ledger: { [ANA]: ['analytics', 'personalization'] },
  });
  for (const [index, id] of IDS.entries()) {
    const session = { visitorId: `v${index}`, sessionId: 's', carted: [] };
    const itemIds = [id, `i${(index * 7) % 30}`, `i${(index * 11) % 30}`];
    parts.recommender.learnSession('shop', { ...session, itemIds });
    const order = { transactionId: `t${index}`, itemIds, placedAt: NOW - index * DAY_MS };
    parts.recommender.learnOrders('shop', [
      { ...order, ...(index % 3 === 0 && { visitorId: ANA }) },
    ]);
  }
  return { parts, catalog };
}

function makeItem(id: string, index: number): CatalogItem {
  const brand = BRANDS[index % BRANDS.length];
  const { price: _, ...unpriced } = goods(id);
  return {
    ...(index % 13 === 0 ? unpriced : goods(id, { price: (index % 9) * 5 })),
    category: PATHS[index % PATHS.length] ?? [],
    availability:
      (['in_stock', 'in_stock', 'preorder', 'out_of_stock'] as const)[index % 4] ?? 'in_stock',
    ...(brand !== undefined && { brand }),
    ...(index % 3 === 0 && { item_group_id: `g${index % 6}` }),
    ...(index % 5 === 0 && { sale_price: 3 }),
  };
}

const somewhere = {
  id: fc.constant('rule'),
  isOn: fc.boolean(),
  slots: fc.subarray(SLOTS),
  categories: fc.subarray(['Casa', 'Mesa', 'Jardín'], { maxLength: 2 }),
};
const match = fc.oneof(
  fc.record({ items: fc.subarray(IDS, { minLength: 1 }) }),
  fc.record({ category: fc.constantFrom('Casa', 'Mesa', 'Jardín') }),
  fc.record({ brand: fc.constantFrom('Sol', 'Luna') }),
);
const prices = fc.constantFrom(0, 3, 10, 25, 40);

const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    ...somewhere,
    type: fc.constant('pin' as const),
    items: fc.subarray(IDS, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    ...somewhere,
    type: fc.constant('boost' as const),
    match,
    factor: fc.constantFrom(2, 50),
  }),
  fc.record({ ...somewhere, type: fc.constant('bury' as const), match }),
  fc.record({ ...somewhere, type: fc.constant('exclude' as const), match }),
  fc.record({ ...somewhere, type: fc.constant('in_stock_only' as const) }),
  fc.tuple(prices, prices).chain(([one, other]) =>
    fc.record({
      ...somewhere,
      type: fc.constant('price_band' as const),
      least: fc.constant(Math.min(one, other)),
      most: fc.constant(Math.max(one, other)),
    }),
  ),
  fc.record({
    ...somewhere,
    type: fc.constant('exclude_bought' as const),
    days: fc.constantFrom(3, 400),
  }),
  fc.record({
    ...somewhere,
    type: fc.constant('limit' as const),
    by: fc.constantFrom('brand' as const, 'category' as const),
    most: fc.constantFrom(1, 2),
  }),
);

interface Asked {
  readonly item: string | undefined;
  readonly category: string | undefined;
  readonly cart: string[];
  readonly recent: string[];
  readonly isKnown: boolean;
  readonly slots: [Strategy, number][];
}

/** Requests by the dozen: fast-check takes forty times as long to make one as `decide` to answer it. */
function makeRequest(random: () => number): Asked {
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  const some = (most: number) =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, () => pick(IDS) ?? '');
  return {
    item: random() < 0.5 ? pick(IDS) : undefined,
    category: random() < 0.5 ? pick(['Casa', 'Jardín', 'Nada']) : undefined,
    cart: some(4),
    recent: some(4),
    isKnown: random() < 0.5,
    slots: Array.from({ length: 1 + Math.floor(random() * 3) }, () => [
      pick(STRATEGIES) ?? 'for_you',
      1 + Math.floor(random() * 8),
    ]),
  };
}

/** Of each set of rules. */
export const REQUESTS_A_RUN = 50;

/** Every answer to every request under every set of rules keeps what the rules forbid off the page. */
export function hardRulesHold(): fc.IProperty<[Rule[], number]> {
  const { parts, catalog } = openShop();
  const trials = { ...NO_TRIALS, exploration: 0.2 };
  return fc.property(fc.array(rule, { maxLength: 6 }), fc.nat(), (rules, seed) => {
    const random = seededRandom(seed);
    const settings = { of: () => ({ rules: { rules }, trials }) };
    for (let count = 0; count < REQUESTS_A_RUN; count += 1) {
      const asked = makeRequest(random);
      assertRules(ask({ ...parts, settings, random }, asked), { rules, asked, catalog, parts });
    }
  });
}

/** A linear congruential generator; its upper bits are good enough here. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return state / 2 ** 31;
  };
}

const [site] = siteConfig().sites;

function ask(parts: TestParts, asked: Asked) {
  if (!site) throw new Error('the config has one site');
  const granted = {
    analytics: 'granted',
    personalization: 'granted',
    marketing: 'denied',
    social: 'denied',
  } as const;
  const body: DecideRequest = {
    v: 1,
    ...(asked.isKnown && { visitor: ANA }),
    consent: asked.isKnown ? { states: granted, version: '1', at: 0 } : null,
    page: {
      url: 'https://shop.example/',
      ...(asked.item !== undefined && { item: asked.item }),
      ...(asked.category !== undefined && { category: asked.category }),
    },
    cart: asked.cart,
    recent: asked.recent,
    slots: asked.slots.map(([strategy, limit], index) => ({
      id: SLOTS[index] ?? '',
      kind: 'recommendations',
      strategy,
      limit,
    })),
  };
  return decide(parts, { id: 'decision', site, request: body });
}

interface Facts {
  readonly rules: readonly Rule[];
  readonly asked: Asked;
  readonly catalog: CatalogMemory;
  readonly parts: TestParts;
}

function assertRules({ slots }: ReturnType<typeof decide>, facts: Facts): void {
  const { rules, asked, catalog } = facts;
  const before = [...asked.cart, ...(asked.item === undefined ? [] : [asked.item])];
  const itemOf = (id: string) => catalog.get('shop', id);
  const groups = new Set(
    before.map((id) => itemOf(id)?.item_group_id).filter((one) => one !== undefined),
  );
  const shown = new Set(before);
  const categories = [asked.category ?? [], itemOf(asked.item ?? '')?.category ?? []].flat();
  for (const [index, [, limit]] of asked.slots.entries()) {
    const slot = SLOTS[index] ?? '';
    const answer = slots[slot];
    const items = answer?.kind === 'recommendations' ? answer.items : [];
    const here = slotRules({ rules: [...rules] }, { slot, categories });
    const counts = new Map<string, number>();
    hold(items.length <= limit, 'no more than asked for');
    for (const { item_id: id, url, price } of items) {
      const item = itemOf(id);
      hold(!shown.has(id), 'no item twice');
      shown.add(id);
      const group = item?.item_group_id;
      hold(group === undefined || !groups.has(group), 'no group twice');
      if (group !== undefined) groups.add(group);
      hold(item !== undefined && url !== '' && price === item.price, 'only what the shop has');
      if (item === undefined) continue;
      hold(
        item.availability === 'in_stock' || (item.availability === 'preorder' && !here.inStockOnly),
        'stock',
      );
      const toPay = item.sale_price ?? item.price ?? -1;
      hold(toPay >= here.leastPrice && toPay <= here.mostPrice, 'price band');
      hold(!here.excluded.some((one) => matches(one, item)), 'excluded');
      if (here.boughtDays > 0 && asked.isKnown) {
        const bought = facts.parts.recommender.boughtSince(
          'shop',
          ANA,
          NOW - here.boughtDays * DAY_MS,
        );
        hold(!bought.has(id), 'bought');
      }
      for (const { by, most } of here.limits) {
        const kind = by === 'brand' ? item.brand : item.category.at(-1);
        if (kind === undefined) continue;
        const key = `${by} ${most} ${kind}`;
        counts.set(
          key,
          (counts.get(key) ?? 0) +
            1 / here.limits.filter((one) => one.by === by && one.most === most).length,
        );
        hold(Math.round((counts.get(key) ?? 0) * 1_000) <= most * 1_000, 'at most n of a kind');
      }
    }
  }
}

function hold(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`broken: ${what}`);
}
