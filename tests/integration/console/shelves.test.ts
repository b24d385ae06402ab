import { afterAll, beforeAll, expect, test } from 'vitest';
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
