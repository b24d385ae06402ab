import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { type FakeCollector, startCollector } from './support/fake-collector.ts';
import { expectTypes, readEvents, settle } from './support/shop.ts';
import { call, decide, GRANTED, openShop, pageHtml, REFUSED, STUB } from './support/shop-page.ts';

declare global {
  var dataLayer: unknown[];
}

const START = ['consent_update', 'page_view'];

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly collector: FakeCollector;
}

/** Opens a page whose head is what stands before the script tag. */
async function open(before: string, attributes = '', path = '/'): Promise<Opened> {
  const collector = await startCollector((url) =>
    pageHtml(`${before}<script async src="${url}/tendero.js" data-key="k" ${attributes}></script>`),
  );
  const context = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    await collector.stop();
  });
  return { page: await openShop(context, collector, path), context, collector };
}

const ECOMMERCE = {
  transaction_id: 42,
  value: '24.50',
  currency: 'EUR',
  items: [{ item_id: 7, item_name: 'Tetera', price: '12.25', quantity: 2, item_color: 'red' }],
};

test('reads what the data layer was told before the script came, and what it is told later', async () => {
  const { page, collector } = await open(
    `<script>dataLayer = [{ event: 'gtm.js' }, null, ${JSON.stringify({ event: 'view_item', ecommerce: ECOMMERCE })}];</script>`,
  );
  await page.evaluate((ecommerce) => {
    dataLayer.push({ ecommerce: null });
    dataLayer.push({ event: 'purchase', ecommerce, customer_email: 'ana@shop.example' });
    dataLayer.push({ event: 'consent_update' }, { event: 'page_view' }, { event: 'made_up' });
  }, ECOMMERCE);
  await decide(page, GRANTED);
  const events = await expectTypes(collector, [...START, 'view_item', 'purchase']);
  expect(events[3]).toMatchObject({
    transaction_id: '42',
    value: 24.5,
    currency: 'EUR',
    items: [{ item_id: '7', item_name: 'Tetera', price: 12.25, quantity: 2 }],
  });
  expect(JSON.stringify(events)).not.toContain('ana@shop.example');
});

test('reads gtag events, and goes on when Google or the shop puts another array or push there', async () => {
  const { page, collector } = await open(
    `<script>window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments); }
gtag('js', new Date()); gtag('event', 'search', { search_term: 'cup' });</script>`,
  );
  await page.evaluate(() => {
    const before = dataLayer.push.bind(dataLayer);
    dataLayer.push = (...entries) => before(...entries);
    dataLayer.push({ 0: 'event', 1: 'login', 2: { method: 'email', user_id: 'u1' } });
  });
  await decide(page, GRANTED);
  const events = await expectTypes(collector, [...START, 'search', 'login']);
  expect(events[2]?.properties).toEqual({ search_term: 'cup' });
  expect(events[3]?.properties).toEqual({ method: 'email' });
});

test('takes items by id and name as before GA4, and none that has neither', async () => {
  const { page, collector } = await open('');
  await page.evaluate(() => {
    const items = [
      { id: 'P1', name: 'Cup', price: 3 },
      { item_name: 'Tea' },
      { promotion_id: 'x' },
      null,
    ];
    dataLayer.push({ 0: 'event', 1: 'view_item_list', 2: { items } });
    dataLayer.push({ event: 'view_promotion', ecommerce: { items: [{ promotion_id: 'may' }] } });
  });
  await decide(page, GRANTED);
  const types = [...START, 'view_item_list', 'view_promotion'];
  const events = await expectTypes(collector, types);
  expect(events[2]?.items).toEqual([
    { item_id: 'P1', item_name: 'Cup', price: 3 },
    { item_id: 'Tea', item_name: 'Tea' },
  ]);
  expect(events[3]?.items).toEqual([]);
});

test('reads no data layer where the shop says so', async () => {
  const { page, collector } = await open(
    `<script>dataLayer = [{ event: 'search', search_term: 'cup' }];</script>`,
    'data-layer=""',
  );
  await decide(page, GRANTED);
  await expectTypes(collector, START);
  await settle(page, collector);
  expect(readEvents(collector).map(({ type }) => type)).toEqual(START);
});

test('lets plug-ins change, drop and add events from the first page view on, but no decision', async () => {
  const { page, collector } = await open(`<script>${STUB}
tendero('use', function (event) {
  if (event.type === 'search') return null;
  if (event.type === 'share') tendero('track', 'shared_twice');
  return Object.assign({}, event, { properties: { shop: 'north' } });
});
tendero('use', function () { throw new Error('a bad plug-in'); });</script>`);
  await decide(page, GRANTED);
  await page.evaluate(() => {
    tendero('search', 'cup');
    tendero('share', 'email');
  });
  const events = await expectTypes(collector, [...START, 'share', 'shared_twice']);
  expect(events[0]?.properties).toBeUndefined();
  expect(events[1]?.properties).toEqual({ shop: 'north' });
  expect(events[3]?.properties).toEqual({ shop: 'north' });
});

test('drops what a plug-in makes no event of, and reports no loss without end', async () => {
  const { page, collector } = await open(`<script>${STUB}
var seen = [];
tendero('use', function (event) { seen.push(event.type); return event.type !== 'share' && event; });
tendero('use', async function (event) { return event; });</script>`);
  await decide(page, GRANTED);
  await call(page, 'search', 'cup');
  await call(page, 'share', 'email');
  await expectTypes(collector, ['consent_update']);
  await settle(page, collector);
  await settle(page, collector);
  await expectTypes(collector, ['consent_update']);
  expect(collector.requests.filter(({ path }) => path === 'events')).toHaveLength(1);
  const seen: string[] = await page.evaluate('seen');
  expect(seen).toContain('share');
  expect(seen).not.toContain('events_lost');
});

test('reports a loss past a plug-in that renames everything, once', async () => {
  const { page, collector } = await open(`<script>${STUB}
tendero('use', function (event) {
  var isUnasked = /^(web_vital|user_engagement)$/.test(event.type);
  return isUnasked ? null : Object.assign({}, event, { type: 'renamed' });
});</script>`);
  await decide(page, GRANTED);
  await expectTypes(collector, ['consent_update', 'renamed']);
  collector.behaviours.set('events', { status: 401 });
  await call(page, 'search', 'cup');
  const refused = () => collector.requests.filter(({ status }) => status === 401).length;
  await expect.poll(refused).toBeGreaterThanOrEqual(2);
  await settle(page, collector);
  const before = refused();
  await settle(page, collector);
  await settle(page, collector);
  expect(refused()).toBe(before);
});

test('id, type and time are the SDK’s own, also where a product has some', async () => {
  const { page, collector } = await open('', 'data-debug');
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  await decide(page, GRANTED);
  const product = { id: 77, type: 'variable', time: 'now', items: [{ item_id: 'x', type: 'y' }] };
  await call(page, 'viewItem', product);
  const [, , event] = await expectTypes(collector, [...START, 'view_item']);
  expect(event?.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(event?.time).toBeTypeOf('number');
  // with what else was under way, and none of the product's own types
  await expect.poll(() => lines.join('\n')).toMatch(/delivered: (.*,)?view_item\b/);
});

test('keeps campaign, click id, viewport, title and language with the page view', async () => {
  const { page, collector } = await open(
    '',
    '',
    '/a?utm_source=news&utm_campaign=may&gclid=Cj0K#x',
  );
  await decide(page, GRANTED);
  const [, view] = await expectTypes(collector, START);
  expect(view?.at.page).toMatchObject({
    url: `${collector.shopUrl}/a?utm_source=news&utm_campaign=may&gclid=Cj0K`,
    title: 'Tienda',
    locale: 'es',
  });
  expect(view?.properties).toEqual({ viewport: '1280x720' });
});

const PRODUCT = {
  '@context': 'https://schema.org',
  '@type': 'Product',
  sku: 'teapot-7',
  name: 'Tetera',
  brand: { '@type': 'Brand', name: 'Casa' },
  offers: [{ '@type': 'Offer', price: '24.00', priceCurrency: 'EUR' }],
};
const JSON_LD = `<script type="application/ld+json">${JSON.stringify({ '@graph': [PRODUCT] })}</script>`;
const MICRODATA = `<div itemscope itemtype="https://schema.org/Product"><meta itemprop="sku" content="teapot-7">
<b itemprop="name">Tetera</b><i itemprop="brand" itemscope itemtype="https://schema.org/Brand"><b itemprop="name">Casa</b></i>
<p itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="24.00"><meta itemprop="priceCurrency" content="EUR"></p></div>`;

test.each([
  ['JSON-LD', JSON_LD],
  ['microdata', MICRODATA],
])('fills view_item from %s where the shop sends none', async (_kind, html) => {
  const { page, collector } = await open(html);
  await decide(page, GRANTED);
  const events = await expectTypes(collector, [...START, 'view_item']);
  expect(events[2]).toMatchObject({
    items: [{ item_id: 'teapot-7', item_name: 'Tetera', item_brand: 'Casa', price: 24 }],
    value: 24,
    currency: 'EUR',
  });
});

test('fills view_item by the GTIN where nothing else names the product, and takes an empty price for none', async () => {
  const product = { '@type': 'Product', gtin13: '8400000000017', offers: { price: '' } };
  const { page, collector } = await open(
    `<script type="application/ld+json; charset=utf-8">${JSON.stringify(product)}</script>`,
  );
  await decide(page, GRANTED);
  const events = await expectTypes(collector, [...START, 'view_item']);
  expect(events[2]?.items).toEqual([{ item_id: '8400000000017' }]);
  expect(events[2]).not.toHaveProperty('value');
});

test.each([
  ['what a theme and a plug-in both describe', JSON_LD + JSON_LD],
  [
    'the main entity of a page',
    `<script type="application/ld+json">${JSON.stringify({ '@type': 'ItemPage', mainEntity: PRODUCT })}</script>`,
  ],
  [
    'values in data elements',
    MICRODATA.replace('<meta itemprop="sku" content', '<data itemprop="sku" value'),
  ],
])('fills one view_item from %s', async (_, html) => {
  const { page, collector } = await open(html);
  await decide(page, GRANTED);
  const events = await expectTypes(collector, [...START, 'view_item']);
  expect(events[2]).toMatchObject({ items: [{ item_id: 'teapot-7', item_name: 'Tetera' }] });
});

test('fills no view_item where the shop sends one, nor on a page of several products', async () => {
  const sent = await open(JSON_LD);
  await sent.page.evaluate(() => tendero('viewItem', { items: [{ item_id: 'mine' }] }));
  const several = await open(JSON_LD + JSON_LD.replace('teapot', 'cup'));
  for (const { page, collector } of [sent, several]) {
    await decide(page, GRANTED);
    await expectTypes(collector, page === sent.page ? [...START, 'view_item'] : START);
    // Leaving asks for it, too.
    await page.goto('about:blank');
  }
  await expect.poll(() => sent.collector.requests.length).toBeGreaterThan(0);
  expect(readEvents(sent.collector).map(({ type }) => type)).toEqual([...START, 'view_item']);
  expect(readEvents(several.collector).map(({ type }) => type)).toEqual(START);
});

test('fills view_item with personalization alone too, and measures nothing', async () => {
  const { page, collector } = await open(JSON_LD);
  await decide(page, { ...REFUSED, personalization: 'granted' });
  await expectTypes(collector, [...START, 'view_item']);
  await page.goto('about:blank');
  await expect.poll(() => collector.requests.length).toBeGreaterThan(1);
  expect(collector.events().map(({ type }) => type)).toEqual([...START, 'view_item']);
});

test('fills no view_item from what the route before has left, where the shop sent its own', async () => {
  const { page, collector } = await open(`<script>
// Each wait of the SDK for a page's own view_item is over at once, and counted.
window.waits = 0;
const later = setTimeout;
setTimeout = (run, ms) => later(ms === 2000 ? () => { run(); waits += 1; } : run, ms === 2000 ? 0 : ms);
</script>${JSON_LD}`);
  await call(page, 'viewItem', { items: [{ item_id: 'mine' }] });
  await decide(page, GRANTED);
  await page.waitForFunction('waits === 1');
  await page.evaluate(() => history.pushState({}, '', '/b'));
  await page.waitForFunction('waits === 2');
  await settle(page, collector);
  await expectTypes(collector, [...START, 'view_item', 'page_view']);
});

test('measures no longer once analytics is withdrawn and personalization is not', async () => {
  const { page, collector } = await open('');
  await decide(page, GRANTED);
  const measured = () => collector.events().filter(({ type }) => /web_vital|engagement/.test(type));
  await expect.poll(() => measured().length).toBeGreaterThan(0);
  await decide(page, { ...GRANTED, analytics: 'denied' });
  await expectTypes(collector, [...START, 'consent_update']);
  await settle(page, collector);
  const before = measured().length;
  // what would be told of, had it been in sight for a second
  const since = await page.evaluate(() => performance.now());
  await page.waitForFunction((start) => performance.now() - start > 1_000, since);
  await call(page, 'search', 'cup');
  await page.goto('about:blank');
  await expectTypes(collector, [...START, 'consent_update', 'search']);
  expect(measured()).toHaveLength(before);
});

test('says how long a page was in sight and how far down it was read, when it is left', async () => {
  const { page, collector } = await open('<style>body { height: 4000px }</style>');
  await decide(page, GRANTED);
  await expect.poll(() => collector.events().map(({ type }) => type)).toContain('web_vital');
  await page.evaluate(async () => {
    scrollTo(0, 2000);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
  });
  await page.goto('about:blank');
  const find = () => collector.events().find(({ type }) => type === 'user_engagement');
  await expect.poll(find).toBeDefined();
  expect(Number(find()?.properties?.['percent_scrolled'])).toBeGreaterThan(50);
  expect(Number(find()?.properties?.['engagement_time_msec'])).toBeGreaterThanOrEqual(1_000);
});
