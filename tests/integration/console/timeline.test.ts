import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visitorLabel } from '../../../collector/src/console/person/person-label.ts';
import { goods } from '../../support/catalog-of.ts';
import { openPages, type TestPages, textOf } from './open-pages.ts';
import { eventRow, NOW, orderRow, stateRow } from './shop-rows.ts';
import { insertEvents, insertRows } from '../../support/insert-rows.ts';

const MINUTE = 60_000;
const VISITOR = 'ana-browser';
const [shelf, offer, again] = [randomUUID(), randomUUID(), randomUUID()];
const OFFER = {
  id: 'ten-off',
  type: 'interest',
  category: 'Mesa',
  views: 3,
  url: '/c/table',
  title: { en: '10% off tableware', es: '10\u00a0% de descuento en la mesa' },
  text: { en: 'Until Sunday.', es: 'Hasta el domingo.' },
  action: { en: 'See it', es: 'Verlo' },
};

let pages: TestPages;
beforeAll(async () => {
  const goodsOfShop = ['pot', 'cup', 'jug'].map((id) => goods(id));
  pages = await openPages(
    async ({ database }) => {
      await insertRows(database, 'consent_states', [stateRow(VISITOR, ['analytics'])]);
      await insertEvents(database, [
        ...['pot', 'cup', 'jug', 'old'].map((id, index) => seen(id, { decision: shelf, index })),
        seen('pot', { decision: shelf, index: 5 }),
        seen('cup', { decision: again, index: 9 }),
        of('select_item', 7, { decision: shelf, slot: 'product-related' }, 'cup'),
        of('view_promotion', 10, { decision: offer, slot: 'cart-offer', promotion_id: 'ten-off' }),
        of('close_promotion', 11, { decision: offer, slot: 'cart-offer', promotion_id: 'gone' }),
        of('view_item_list', 12, {}, 'jug'),
        of('search', 13, { search_term: 'tetera' }),
      ]);
      await insertRows(database, 'orders', [
        orderRow({
          id: 'T1',
          time: NOW - MINUTE,
          value: '30',
          visitor: VISITOR,
          lines: [{ id: 'pot', name: 'POT 12CM', quantity: 1200 }],
        }),
      ]);
    },
    { goods: goodsOfShop, offers: [OFFER] },
  );
});
afterAll(() => pages.close());

/** An event of a minute of the last hour. */
function of(type: string, minute: number, properties: Record<string, string>, itemId?: string) {
  const encoded = Object.entries(properties).map(([key, value]) => [key, JSON.stringify(value)]);
  return eventRow({
    type,
    time: NOW + (minute - 60) * MINUTE,
    visitor_id: VISITOR,
    properties: Object.fromEntries(encoded),
    items: itemId === undefined ? [] : [{ id: itemId }],
  });
}

function seen(itemId: string, { decision, index }: { decision: string; index: number }) {
  return of('view_item_list', index, { decision, slot: 'product-related' }, itemId);
}

async function readStory(query: string): Promise<string> {
  const link = await pages.linkOf('everyone', visitorLabel(VISITOR));
  return textOf(await pages.see(`${link}${link.includes('?') ? '&' : '?'}${query}`));
}

test('what one widget showed of one decision is one line, with the names of the catalogue', async () => {
  const text = await readStory('lang=en');
  expect(text).toContain('Saw 4 recommendations / Thing pot · Thing cup · Thing jug · old');
  expect(text.match(/Saw 4 recommendations/g)).toHaveLength(1);
  expect(text).toContain('Saw a recommendation / Thing cup');
  expect(text).toContain('place: product-related');
  expect(text).toContain('Clicked a recommendation / Thing cup');
  expect(text.indexOf('Saw 4')).toBeGreaterThan(text.indexOf('Clicked a recommendation'));
});

test('no decision and no offer is shown by its id', async () => {
  const text = await readStory('lang=en');
  expect(text).toContain('Saw an offer / 10% off tableware');
  expect(text).toContain('Closed an offer / gone');
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  expect(text).not.toContain('decision:');
});

test('a list that the shop itself reports stays a list', async () => {
  expect(await readStory('lang=en')).toContain('Looked through a list / Thing jug');
});

test('says the same in Spanish, with Spanish names', async () => {
  const text = await readStory('lang=es');
  expect(text).toContain('Vio 4 recomendaciones / Cosa pot · Cosa cup · Cosa jug · old');
  expect(text).toContain('Pulsó una recomendación / Cosa cup');
  expect(text).toContain('Vio una oferta / 10 % de descuento en la mesa');
  expect(text).toContain('palabras: tetera');
  expect(text).toContain('1.200 × Cosa pot');
});

test('going back page by page shows each entry once, also those of one moment', async () => {
  const visitor = 'busy-browser';
  const at = (index: number): number => NOW - 2 * MINUTE - Math.min(index, 149) * 1_000;
  await insertRows(pages.database, 'consent_states', [stateRow(visitor, ['analytics'])]);
  await insertEvents(
    pages.database,
    Array.from({ length: 154 }, (_, index) =>
      eventRow({ time: at(index), visitor_id: visitor, page_path: `/page-${index}.` }),
    ),
  );
  const first = await pages.see(await pages.linkOf('everyone', visitorLabel(visitor)));
  const [, older = ''] = /href="\/console([^"]*before=[^"]*)"/.exec(first) ?? [];
  const second = await pages.see(older.replaceAll('&amp;', '&'));
  const paths = [first, second].flatMap((page) => page.match(/\/page-\d+\./g));
  expect(paths).toHaveLength(154);
  expect(new Set(paths).size).toBe(154);
  expect(second).not.toContain('Earlier');
});

test('a group that began before the page ends there, whole', async () => {
  const before = NOW - 58 * MINUTE;
  const text = await readStory(`lang=en&before=${before}`);
  expect(text).toContain('Saw 4 recommendations');
  expect(text).not.toContain('Clicked');
});
