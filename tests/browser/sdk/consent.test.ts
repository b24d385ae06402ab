import { type ConsentRecord, type ConsentSnapshot, CONSENT_RECORD_KEY } from '@tendero/schema';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { type Arrived, type FakeCollector, startCollector } from './support/fake-collector.ts';
import { expectTypes, readEvents, readStorage, settle } from './support/shop.ts';
import {
  call,
  decide,
  GRANTED,
  openShop,
  pageHtml,
  REFUSED,
  shopHtml,
  visit,
} from './support/shop-page.ts';

const NOTHING = { cookie: '', local: {}, session: {}, databases: 0, caches: 0, name: '' };
const TEAPOT = { items: [{ item_id: 'teapot', price: 12 }], currency: 'EUR', value: 12 };

let browser: Browser;
let context: BrowserContext;
let collector: FakeCollector;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  collector = await startCollector(shopHtml);
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  await collector.stop();
});

async function readRecord(page: Page): Promise<ConsentRecord> {
  const text = await page.evaluate((key) => localStorage.getItem(key), CONSENT_RECORD_KEY);
  const record: ConsentRecord = JSON.parse(text ?? 'null');
  return record;
}

test('sends and stores nothing before a decision, whatever is tracked', async () => {
  const page = await openShop(context, collector, '/teapot');
  await call(page, 'viewItem', TEAPOT);
  await call(page, 'purchase', { ...TEAPOT, transaction_id: '1' });
  await visit(page, collector, '/other');
  await settle(page, collector);

  expect(collector.requests).toEqual([]);
  expect(await readStorage(page)).toEqual(NOTHING);
});

test('leaves one record without an identifier after a refusal, and sends nothing', async () => {
  const page = await openShop(context, collector, '/teapot');
  await call(page, 'viewItem', TEAPOT);
  await decide(page, REFUSED);
  await call(page, 'addToCart', TEAPOT);
  await visit(page, collector, '/other');
  await settle(page, collector);

  expect(collector.requests).toEqual([]);
  const { local, ...rest } = await readStorage(page);
  expect(rest).toEqual({ ...NOTHING, local: undefined });
  expect(Object.keys(local)).toEqual([CONSENT_RECORD_KEY]);
  expect(await readRecord(page)).toEqual({
    states: REFUSED,
    version: '1',
    source: 'banner',
    at: expect.any(Number),
  });
});

test('sends what was held, with the decision first, once it is granted', async () => {
  const page = await openShop(context, collector, '/teapot');
  await call(page, 'viewItem', TEAPOT);
  await call(page, 'addToCart', TEAPOT);
  await decide(page, GRANTED);

  const types = ['consent_update', 'page_view', 'view_item', 'add_to_cart'];
  const events = await expectTypes(collector, types);
  const [decision, view, item] = events;
  expect(decision?.consent).toMatchObject({ states: GRANTED, version: '1', source: 'banner' });
  expect(view?.at).toEqual({
    visitor: expect.stringMatching(/^[0-9a-f]{32}$/),
    session: expect.stringMatching(/^[0-9a-f]{32}$/),
    page: {
      url: `${collector.shopUrl}/teapot`,
      referrer: `${collector.shopUrl}/`,
      title: 'Tienda',
      locale: 'es',
    },
    consent: { states: GRANTED, version: '1', at: decision?.consent?.at },
  });
  expect(item).toMatchObject(TEAPOT);
  expect(await page.evaluate(() => document.cookie)).toBe(`tendero_id=${view?.at.visitor}`);
  expect(collector.requests[0]).toMatchObject({
    method: 'POST',
    key: 'wk_test',
    contentType: 'text/plain;charset=UTF-8',
  });
});

test('sends what was held as it was when the shop told it, and all that is whole', async () => {
  const page = await openShop(context, collector);
  await page.evaluate(() => {
    const cart = [{ item_id: 'teapot', quantity: 1 }];
    tendero('addToCart', { items: cart });
    cart.push({ item_id: 'cup', quantity: 6 });
    const circle: { properties?: object } = {};
    circle.properties = circle;
    tendero('track', 'circle', circle);
    tendero('viewItem', { items: 'teapot' });
    tendero('search', 'cup');
    document.addEventListener('tendero-consent', () => (document.title = 'told'));
  });
  await decide(page, GRANTED);
  const types = ['consent_update', 'page_view', 'add_to_cart', 'view_item', 'search'];
  const events = await expectTypes(collector, types);
  expect(events[2]?.items).toEqual([{ item_id: 'teapot', quantity: 1 }]);
  expect(await page.title()).toBe('told');
});

test('keeps visitor and session on the next page, and asks nobody again', async () => {
  const page = await openShop(context, collector);
  await decide(page, GRANTED);
  await expectTypes(collector, ['consent_update', 'page_view']);
  await visit(page, collector, '/next');
  const events = await expectTypes(collector, ['consent_update', 'page_view', 'page_view']);
  expect(events[2]?.at.visitor).toBe(events[1]?.at.visitor);
  expect(events[2]?.at.session).toBe(events[1]?.at.session);
  expect(events[2]?.at.page.referrer).toBe(`${collector.shopUrl}/`);
});

test('clears cookie, queue and storage at a withdrawal, in every tab, and reports it', async () => {
  const page = await openShop(context, collector, '/a');
  await decide(page, GRANTED);
  const [granted] = await expectTypes(collector, ['consent_update', 'page_view']);
  const other = await openShop(context, collector, '/b');
  await expectTypes(collector, ['consent_update', 'page_view', 'page_view']);
  collector.behaviours.set('events', { status: 503 });
  await call(other, 'viewItem', TEAPOT);
  await expect.poll(() => collector.requests.some(({ status }) => status === 503)).toBe(true);

  await decide(page, REFUSED);
  expect((await readStorage(page)).cookie).toBe('');
  expect(Object.keys((await readStorage(page)).local)).toEqual([CONSENT_RECORD_KEY]);
  await call(other, 'addToCart', TEAPOT);
  expect(Object.keys((await readStorage(other)).local)).toEqual([CONSENT_RECORD_KEY]);
  expect((await readRecord(page)).withdrawn?.map(([, text]) => text).join()).toContain(
    granted?.at.visitor ?? '-',
  );

  collector.behaviours.delete('events');
  const types = ['consent_update', 'page_view', 'page_view', 'consent_update'];
  const events = await expectTypes(collector, types);
  expect(events[3]?.consent?.states).toEqual(REFUSED);
  expect(events[3]?.at.visitor).toBe(granted?.at.visitor);
  expect(events[3]?.at.session).toBeUndefined();
  await expect.poll(() => readRecord(page)).not.toHaveProperty('withdrawn');
  expect(await readRecord(page)).toMatchObject({ states: REFUSED });
});

test('does not come back in the tab that granted, when the shop clears localStorage after a refusal in another', async () => {
  const page = await openShop(context, collector, '/a');
  await decide(page, GRANTED);
  await expectTypes(collector, ['consent_update', 'page_view']);
  const other = await openShop(context, collector, '/b');
  await decide(other, REFUSED);
  const types = ['consent_update', 'page_view', 'page_view', 'consent_update'];
  await expectTypes(collector, types);
  await expect
    .poll(() =>
      page.evaluate(() =>
        tendero((client: { getConsent(): ConsentSnapshot | null }) => client.getConsent()?.states),
      ),
    )
    .toEqual(REFUSED);
  await other.evaluate(() => localStorage.clear());
  await settle(page, collector);
  await call(page, 'viewItem', TEAPOT);
  await settle(page, collector);
  await expectTypes(collector, types);
  expect(await readStorage(page)).toMatchObject({ cookie: '', session: {} });
  expect(JSON.stringify(await readStorage(page))).not.toContain('granted');
});

test('takes a decision of the shop’s own form without a version, and what it leaves open for a refusal', async () => {
  const page = await openShop(context, collector);
  await page.evaluate(() => tendero('setConsent', { analytics: 'granted', social: undefined }));

  const [decision] = await expectTypes(collector, ['consent_update', 'page_view']);
  const states = { ...REFUSED, analytics: 'granted' };
  expect(decision?.consent).toMatchObject({ states, version: '1', source: 'api' });
  expect(await readRecord(page)).toMatchObject({ states, version: '1' });
});

test.each(['', null])('takes %j for a notice without a version', async (version) => {
  const page = await openShop(context, collector);
  await call(page, 'setConsent', { analytics: 'granted' }, version);
  const [decision] = await expectTypes(collector, ['consent_update', 'page_view']);
  expect(decision?.consent?.version).toBe('1');
  await visit(page, collector, '/next');
  await expectTypes(collector, ['consent_update', 'page_view', 'page_view']);
});

test('clears the cookie of this host alone too, where the shop has come to share it among hosts', async () => {
  let domain = '';
  const shop = await startCollector((url) =>
    pageHtml(`<script async src="${url}/tendero.js" data-key="wk" ${domain}></script>`),
  );
  const address = shop.shopUrl.replace('localhost', 'shop.localhost');
  const page = await openShop(context, { ...shop, shopUrl: address });
  await decide(page, GRANTED);
  await expectTypes(shop, ['consent_update', 'page_view']);

  domain = 'data-cookie-domain="shop.localhost"';
  await visit(page, { ...shop, shopUrl: address }, '/shared');
  const cookies = await context.cookies(address);
  expect(cookies.map((cookie) => cookie.domain).sort()).toEqual([
    '.shop.localhost',
    'shop.localhost',
  ]);

  await decide(page, REFUSED);
  expect(await context.cookies(address)).toEqual([]);
  await shop.stop();
});

test('reports a withdrawal on the next page when this one had no time to', async () => {
  const page = await openShop(context, collector);
  await decide(page, GRANTED);
  await expectTypes(collector, ['consent_update', 'page_view']);
  collector.behaviours.set('events', { status: 0 });
  await decide(page, REFUSED);
  await expect.poll(() => collector.requests.some(({ status }) => status === 0)).toBe(true);
  const { withdrawn } = await readRecord(page);
  collector.behaviours.delete('events');
  await visit(page, collector, '/next');

  const events = await expectTypes(collector, ['consent_update', 'page_view', 'consent_update']);
  expect(withdrawn?.[0]?.[0]).toContain(events[2]?.id);
  await expect.poll(() => readRecord(page)).not.toHaveProperty('withdrawn');
});

test('tells the collector anew when only the cookie was deleted', async () => {
  const page = await openShop(context, collector);
  await decide(page, GRANTED);
  const [first] = await expectTypes(collector, ['consent_update', 'page_view']);
  await context.clearCookies();
  await visit(page, collector, '/next');
  const types = ['consent_update', 'page_view', 'consent_update', 'page_view'];
  const events = await expectTypes(collector, types);
  expect(events[2]?.at.visitor).not.toBe(first?.at.visitor);
  expect(events[2]?.at.visitor).toMatch(/^[0-9a-f]{32}$/);
});

test.each([400, 401])(
  'announces under a new id on the next page what the collector refused with %i',
  async (status) => {
    collector.behaviours.set('events', { status });
    const page = await openShop(context, collector);
    await decide(page, GRANTED);
    await expect.poll(async () => (await readStorage(page)).cookie).toBe('');
    collector.behaviours.delete('events');
    await expectAnnounced(page, '/next');
    await visit(page, collector, '/last');
    expect(readDecisions()).toHaveLength(1);
  },
);

test('announces under a new id what waited for more than seven days', async () => {
  collector.behaviours.set('events', { status: 403 });
  const page = await openShop(context, collector);
  await decide(page, GRANTED);
  await expect.poll(() => collector.requests.some(({ status }) => status === 403)).toBe(true);
  const { cookie } = await readStorage(page);
  collector.behaviours.delete('events');
  await context.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 8 * 86_400_000;
  });
  await visit(page, collector, '/late');
  await expect.poll(async () => (await readStorage(page)).cookie).toBe('');
  const visitor = await expectAnnounced(page, '/next');
  expect(cookie).not.toContain(visitor);
});

/** Expects the next page to announce the grant; yields for whom. */
async function expectAnnounced(page: Page, path: string): Promise<string | undefined> {
  await visit(page, collector, path);
  await expect.poll(readDecisions).toHaveLength(1);
  const [decision] = readDecisions();
  expect(decision?.consent).toMatchObject({ states: GRANTED, source: 'banner' });
  expect((await readStorage(page)).cookie).toBe(`tendero_id=${decision?.at.visitor}`);
  return decision?.at.visitor;
}

function readDecisions(): Arrived[] {
  return readEvents(collector).filter(({ type }) => type === 'consent_update');
}
