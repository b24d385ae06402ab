import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDatabase } from '../../support/open-test-database.ts';
import { sendForm, tokenOf } from './open-console.ts';
import { openPages, type TestPages, textOf } from './open-pages.ts';
import { NOW } from './shop-rows.ts';

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages(async () => {});
});
afterAll(() => pages.close());

async function send(fields: Record<string, string>): Promise<string> {
  const page = await pages.see('/experiments');
  const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? '';
  const answer = await sendForm(pages, '/console/experiments', {
    cookie: pages.cookie,
    fields: { token: tokenOf(page), version, ...fields },
  });
  expect(answer.status).toBe(200);
  return textOf(await answer.text());
}

async function insert({ database }: TestDatabase, table: string, rows: readonly object[]) {
  await database.write.insert(table, [
    Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
  ]);
}

const LATER = new Date(NOW + 60_000).toISOString();
const visitorOf = (index: number) => index.toString(16).padStart(32, '0');

/** People 0 to 99 saw one way, 100 to 199 the other. */
function decisions(experiment: string, changes: (index: number) => object = () => ({})) {
  return Array.from({ length: 200 }, (_, index) => ({
    site_id: 'shop',
    decision_id: `d-${experiment}-${index}`,
    slot: 'home',
    decided_at: new Date(NOW + 1_000).toISOString(),
    visitor_id: visitorOf(index),
    purposes: ['analytics', 'personalization'],
    strategy: index < 100 ? 'for_you' : 'trending',
    experiment,
    held_out: false,
    item_ids: ['a'],
    reasons: ['popular'],
    propensities: [1],
    ...changes(index),
  }));
}

function event(type: string, index: number, changes: object = {}) {
  return {
    site_id: 'shop',
    event_id: `${type}-${index}`,
    type,
    time: LATER,
    client_day: LATER.slice(0, 10),
    day: LATER.slice(0, 10),
    received_at: LATER,
    source: 'browser',
    visitor_id: visitorOf(index),
    purposes: ['analytics', 'personalization'],
    ...changes,
  };
}

const click = { properties: { slot: '"home"', decision: '"d"' } };
const order = (index: number, value: string, changes: object = {}) => ({
  site_id: 'shop',
  transaction_id: `t-${index}-${value}`,
  placed_at: LATER,
  day: LATER.slice(0, 10),
  visitor_id: visitorOf(index),
  currency: 'EUR',
  value,
  source: 'server',
  received_at: LATER,
  version: 1,
  ...changes,
});

test('an experiment tells what each way led to, and how sure that is', async () => {
  expect(
    await send({ do: 'start', name: 'Front', slot: 'home', first: 'for_you', other: 'trending' }),
  ).toContain('Nobody has seen this yet');
  const [experiment] = pages.settings.of('shop').trials.experiments;
  expect(experiment).toMatchObject({
    slot: 'home',
    isOn: true,
    strategies: ['for_you', 'trending'],
  });
  await insert(pages, 'decisions', decisions(experiment?.id ?? ''));
  await insert(pages, 'events_raw', [
    ...[0, 1, 2, 3, 4].map((index) => event('select_item', index, click)),
    ...Array.from({ length: 30 }, (_, index) => event('select_item', 100 + index, click)),
    // elsewhere, before, and by nobody of the experiment
    event('select_item', 50, { properties: { slot: '"cart"', decision: '"d"' } }),
    event('select_item', 51, { ...click, time: new Date(NOW - 1_000).toISOString() }),
    event('select_item', 900, click),
    event('add_to_cart', 7),
    event('add_to_cart', 107),
  ]);
  await insert(pages, 'orders', [
    order(1, '100'),
    order(101, '300'),
    order(102, '50', { currency: 'USD' }),
    order(103, '70', { placed_at: new Date(NOW - 1_000).toISOString() }),
  ]);
  const page = textOf(await pages.see('/experiments'));
  expect(page).toContain('chosen for the person 100 5% 1% €1.00');
  expect(page).toMatch(
    /on the rise 100 30% \+25\.0 points \(\+14\.8 points to \+35\.0 points\) clear 1%/,
  );
  expect(page).toMatch(/€3\.00 \+€2\.00 \(-€\d\.\d\d to \+€\d\.\d\d\) may be chance/);
});

test('counts nobody who withdrew measuring, and none of the team', async () => {
  const gone = [100, 101, 102].map((index) => ({
    site_id: 'shop',
    visitor_id: visitorOf(index),
    granted: ['personalization'],
    decision_id: `w-${index}`,
    decided_at: LATER,
    rank: 1,
  }));
  await insert(pages, 'consent_states', gone);
  await insert(pages, 'events_raw', [event('page_view', 150, { internal: true })]);
  const page = textOf(await pages.see('/experiments'));
  expect(page).toContain('on the rise 96 ');
});

test('stops and removes', async () => {
  const id = pages.settings.of('shop').trials.experiments[0]?.id ?? '';
  expect(await send({ id, do: 'stop' })).toContain('stopped');
  expect(pages.settings.of('shop').trials.experiments[0]?.isOn).toBe(false);
  expect(await send({ id, do: 'remove' })).toContain('Nothing is being compared');
});

test('the hold-out tells what the recommendations are worth', async () => {
  expect(await send({ do: 'chance', holdout: '10', exploration: '2.5' })).toContain('Saved');
  expect(pages.settings.of('shop').trials).toMatchObject({
    exploration: 0.025,
    holdout: { share: 0.1 },
  });
  await insert(
    pages,
    'decisions',
    decisions('', (index) => ({ held_out: index < 100, decided_at: new Date(NOW).toISOString() })),
  );
  const page = textOf(await pages.see('/experiments?lang=es'));
  expect(page).toContain('solo lo más buscado 100 6 %');
  expect(page).toMatch(/recomendaciones 9\d 2\d,\d %/);
});

test.each([
  ['the same twice', { do: 'start', name: 'X', slot: 'home', first: 'new', other: 'new' }],
  ['no name', { do: 'start', name: ' ', slot: 'home', first: 'new', other: 'popular' }],
  ['half of all held out and more', { do: 'chance', holdout: '60', exploration: '0' }],
  ['no number', { do: 'chance', holdout: 'x', exploration: '0' }],
])('refuses %s', async (_, fields) => {
  const before = pages.settings.of('shop').trials;
  expect(await send(fields)).toContain('That can’t be run');
  expect(pages.settings.of('shop').trials).toBe(before);
});
