import type { Train } from '../../../collector/src/recommend/evaluate/train-engine.ts';
import { UNTUNED } from '../../../collector/src/recommend/engine/ranker.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goods } from '../../support/catalog-of.ts';
import { sendForm, tokenOf } from './open-console.ts';
import { openPages, type TestPages, textOf } from './open-pages.ts';

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages(async () => {}, {
    goods: [goods('a', { brand: 'Sol' }), goods('b', { price: 20 }), goods('c')],
  });
});
afterAll(() => pages.close());

const PATH = '/console/recommendations';

async function send(fields: Record<string, string>, path = PATH): Promise<string> {
  const page = await pages.see('/recommendations');
  const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? '';
  const answer = await sendForm(pages, path, {
    cookie: pages.cookie,
    fields: { token: tokenOf(page), version, slot: 'home', strategy: 'popular', ...fields },
  });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** The product numbers of the shelf under that title, in order. */
function shelf(page: string, title: string): string[] {
  const list = new RegExp(`<h3>${title}</h3>.*?<ol>(.*?)</ol>`, 's').exec(page)?.[1] ?? '';
  return [...list.matchAll(/<small>(\w+) /g)].map(([, id]) => id ?? '');
}

const hideSol = { type: 'exclude', brand: 'Sol' };

test('shows what a rule would change before it is saved, and changes nothing', async () => {
  const page = await send({ ...hideSol, do: 'preview' });
  expect(shelf(page, 'As it is')).toEqual(['a', 'b', 'c']);
  expect(shelf(page, 'With this rule')).toEqual(['b', 'c']);
  expect(pages.settings.of('shop').rules.rules).toEqual([]);
});

test('adds a rule, says it in words, switches it off and on, and removes it', async () => {
  const added = await send({ ...hideSol, slots: 'home, cart', categories: 'Tea', do: 'add' });
  expect(textOf(added)).toContain('Never Sol · in home, cart · on pages of Tea');
  const [rule] = pages.settings.of('shop').rules.rules;
  expect(rule).toMatchObject({ type: 'exclude', match: { brand: 'Sol' }, slots: ['home', 'cart'] });
  expect(textOf(await send({ id: rule?.id ?? '', do: 'toggle' }))).toContain('Switch on');
  expect(pages.settings.of('shop').rules.rules[0]?.isOn).toBe(false);
  await send({ id: rule?.id ?? '', do: 'toggle' });
  expect(pages.settings.of('shop').rules.rules[0]?.isOn).toBe(true);
  await send({ id: rule?.id ?? '', do: 'remove' });
  expect(pages.settings.of('shop').rules.rules).toEqual([]);
});

test.each([
  [{ type: 'pin', items: 'c, a' }, 'First: Thing c, Thing a'],
  [{ type: 'boost', category: 'Mesa', factor: '3' }, 'Mesa 3 times further up'],
  [{ type: 'bury', items: 'a' }, 'Thing a last'],
  [{ type: 'in_stock_only' }, 'Shows only what is in stock'],
  [{ type: 'price_band', least: '5', most: '15.5' }, 'from €5.00 up to €15.50'],
  [{ type: 'exclude_bought', days: '30' }, 'Nothing a person bought in the last 30 days'],
  [{ type: 'limit', by: 'brand', count: '2' }, 'At most 2 of one brand'],
])('understands %j', async (fields, sentence) => {
  expect(textOf(await send({ ...fields, do: 'add' }))).toContain(sentence);
});

test('says what is missing in what is no rule', async () => {
  const before = pages.settings.of('shop').rules;
  expect(textOf(await send({ type: 'exclude', do: 'add' }))).toContain('That is no rule yet');
  expect(pages.settings.of('shop').rules).toBe(before);
});

test('saves nothing over what somebody else saved meanwhile', async () => {
  const before = pages.settings.of('shop').rules;
  const page = await send({ ...hideSol, version: '1', do: 'add' });
  expect(textOf(page)).toContain('Somebody else changed the rules meanwhile');
  expect(pages.settings.of('shop').rules).toBe(before);
});

test('takes no form from elsewhere', async () => {
  const page = await pages.see('/recommendations');
  const answer = await sendForm(pages, PATH, {
    cookie: pages.cookie,
    fields: { token: tokenOf(page), ...hideSol, do: 'add' },
    headers: { 'Sec-Fetch-Site': 'cross-site' },
  });
  expect(answer.status).toBe(403);
});

test('speaks Spanish', async () => {
  const page = textOf(await pages.see('/recommendations?lang=es'));
  expect(page).toContain('Qué se ve en los estantes');
  expect(page).toContain('Primero: Cosa c, Cosa a');
});

describe('whether the recommendations earn their place', () => {
  const REPORT = '/recommendations/report';
  const found = { trials: 2_000, ndcg: 0, coverage: 0.5, popularityBias: 0.25, p99Us: 900 };
  const reported =
    (hr: number): Train =>
    () => {
      const engine = { ...found, hr, mrr: 0.31, meanUs: 45 };
      const popularity = { ...found, hr: 0.1, mrr: 0.02, meanUs: 3 };
      return Promise.resolve({ model: { ranker: UNTUNED }, report: { engine, popularity } });
    };

  test('says when there will be a report', async () => {
    const text = textOf(await pages.see(REPORT));
    expect(text).toContain('No report yet');
    expect(text).toContain('as soon as 500 visits');
    expect(await pages.see('/recommendations')).toContain('/console/recommendations/report');
  });

  test('shows what was foreseen beside what is most popular, in words, numbers and a picture', async () => {
    for (let visit = 0; visit < 500; visit += 1) {
      const who = { visitorId: `visitor-${visit}`, sessionId: 's', carted: [] };
      pages.recommender.learnSession('shop', { ...who, itemIds: ['a', 'b'] });
    }
    await pages.recommender.train('shop', reported(0.6));
    const text = textOf(await pages.see(REPORT));
    expect(text).toContain('They earn their place.');
    expect(text).toContain('Asked 2,000 times, about the newest tenth of what is known.');
    expect(text).toContain('Recommendations 60% 31.0 50% 25% 45 µs, 900 µs');
    expect(text).toContain('Most popular 10% 2.0 50% 25% 3 µs, 900 µs');
    expect(text).not.toContain('What else goes into the order');
    const svg = await pages.see('/charts/foresight.svg?look=dark&size=narrow');
    expect(svg).toContain('60% Recommendations');
    expect(svg).toContain('10% Most popular');
    expect(textOf(await pages.see(`${REPORT}?lang=es`))).toContain('Se ganan el sitio.');
  });

  test.each([
    [0.115, 'No better than what is most popular, so far.'],
    [0.05, 'What is most popular would do better.'],
  ])('says so where they foresee %d of the choices', async (hr, sentence) => {
    await pages.recommender.train('shop', reported(hr));
    expect(textOf(await pages.see(REPORT))).toContain(sentence);
  });
});
