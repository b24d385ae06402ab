import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { type FakeCollector, startCollector } from './support/fake-collector.ts';
import { expectTypes, readEvents, settle } from './support/shop.ts';
import { call, decide, GRANTED, openShop, REFUSED, shopHtml, visit } from './support/shop-page.ts';

const TEAPOT = { items: [{ item_id: 'teapot', price: 12 }], currency: 'EUR', value: 12 };
const START = ['consent_update', 'page_view'];

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

async function openGranted(): Promise<Page> {
  const page = await openShop(context, collector);
  await decide(page, GRANTED);
  await expectTypes(collector, START);
  return page;
}

function countEventRequests(): number {
  return collector.requests.filter(({ path }) => path === 'events').length;
}

test('asks at most 8 times in an outage of 10 minutes with ten tabs that all have news', async () => {
  const first = await openGranted();
  const tabs = [first];
  for (let index = 1; index < 10; index += 1) {
    tabs.push(await openShop(context, collector, `/tab-${index}`));
  }
  await expect.poll(() => readEvents(collector).length).toBe(11);
  for (const tab of tabs) await settle(tab, collector);
  // The pages' own clocks and timers are hurried; storage, locks and requests are the browser's.
  await context.clock.install();
  const before = countEventRequests();
  collector.behaviours.set('events', { status: 503 });
  for (const tab of tabs) await call(tab, 'viewItem', TEAPOT);
  await Promise.all(tabs.map((tab) => settle(tab, collector)));
  for (let second = 0; second < 600; second += 20) {
    await context.clock.runFor(20_000);
    await Promise.all(tabs.map((tab) => settle(tab, collector)));
  }
  expect(countEventRequests() - before).toBeLessThanOrEqual(8);
  expect(countEventRequests() - before).toBeGreaterThan(2);

  collector.behaviours.delete('events');
  await first.evaluate(() => dispatchEvent(new Event('online')));
  await context.clock.runFor(2_000);
  await expect.poll(() => readEvents(collector).length).toBe(21);
});

test('stops after three blocked tries until the next page, and keeps its events', async () => {
  const page = await openGranted();
  await page.goto('about:blank');
  await context.route(`${collector.url}/v1/**`, (route) => route.abort('blockedbyclient'));
  let tries = 0;
  context.on('requestfailed', () => (tries += 1));
  await visit(page, collector, '/blocked');
  await page.clock.install();
  for (let minute = 0; minute < 6; minute += 1) {
    await call(page, 'viewItem', TEAPOT);
    await page.clock.runFor(60_000);
    await page.evaluate(() => Promise.resolve());
  }
  expect(tries).toBe(3);
  // A connection that returns is worth one more.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.clock.runFor(60_000);
  await expect.poll(() => tries).toBe(4);
  await page.clock.runFor(60_000);
  await page.evaluate(() => Promise.resolve());
  expect(tries).toBe(4);
  await context.unroute(`${collector.url}/v1/**`);
  await visit(page, collector, '/next');
  const views = Array<string>(6).fill('view_item');
  await expectTypes(collector, [...START, 'page_view', ...views, 'page_view']);
});

test('gzips what is large, and not what is small', async () => {
  const page = await openGranted();
  const latest = () => collector.requests.filter(({ path }) => path === 'events').at(-1);
  await call(page, 'viewItem', TEAPOT);
  await expectTypes(collector, [...START, 'view_item']);
  expect(latest()?.bytes).toBe(latest()?.text.length);
  const items = Array.from({ length: 150 }, (_, index) => ({ item_id: `teapot-${index}` }));
  await call(page, 'viewItemList', { items });
  const events = await expectTypes(collector, [...START, 'view_item', 'view_item_list']);
  expect(events[3]?.items).toEqual(items);
  const large = collector.requests.find(({ text }) => text.includes('view_item_list'));
  expect(large?.bytes).toBeLessThan((large?.text.length ?? 0) / 4);
});

test('weighs a hundred bytes an event on the wire at most, in a batch of different ones', async () => {
  const page = await openGranted();
  await page.evaluate(() => {
    for (let index = 0; index < 100; index += 1) {
      const price = (index * 37) % 91;
      const item = { item_id: `sku-${index * 7919}`, item_name: `Tetera ${index}`, price };
      tendero('addToCart', { items: [item], currency: 'EUR', value: price });
    }
  });
  const bodies = () => collector.requests.filter(({ text }) => text.includes('add_to_cart'));
  await expect
    .poll(() => readEvents(collector).filter(({ type }) => type === 'add_to_cart').length)
    .toBe(100);
  const bytes = bodies().reduce((sum, request) => sum + request.bytes, 0);
  expect(bytes / 100).toBeLessThanOrEqual(100);
});

test('waits for the answer to a large body, and sends what came meanwhile as one', async () => {
  const page = await openGranted();
  const waiting: Route[] = [];
  await context.route(`${collector.url}/v1/events**`, (route) => void waiting.push(route));
  const items = Array.from({ length: 600 }, (_, index) => ({ item_id: `cup-${index}` }));
  await call(page, 'viewItemList', { items });
  const isLarge = (route: Route) => route.request().url().endsWith('&z=gzip');
  await expect.poll(() => waiting.some(isLarge)).toBe(true);
  await call(page, 'viewItem', TEAPOT);
  await settle(page, collector);
  await call(page, 'addToCart', TEAPOT);
  await settle(page, collector);
  expect(waiting.filter((route) => route.request().postData()?.includes('teapot'))).toEqual([]);

  await context.unroute(`${collector.url}/v1/events**`);
  await expectTypes(collector, [...START, 'view_item_list', 'view_item', 'add_to_cart']);
  const later = collector.requests.filter(({ text }) => text.includes('teapot'));
  expect(later).toHaveLength(1);
});

test('reports what the collector refused for good', async () => {
  const page = await openGranted();
  const headers = { 'access-control-allow-origin': '*' };
  let refused = 0;
  await context.route(`${collector.url}/v1/events**`, (route) => {
    const body = route.request().postData() ?? '';
    if (!body.includes('add_to_cart')) return route.continue();
    // vitals may have joined the two
    refused = body.split('"id":').length - 1;
    return route.fulfill({ status: 400, headers, json: {} });
  });
  await page.evaluate((goods) => {
    tendero('viewItem', goods);
    tendero('addToCart', goods);
  }, TEAPOT);
  const events = await expectTypes(collector, [...START, 'events_lost: 400']);
  expect(refused).toBeGreaterThanOrEqual(2);
  expect(events[2]?.properties).toEqual({ dropped: refused, reason: '400' });
});

test('reports two withdrawals, each of its own visitor, that were not acknowledged in time', async () => {
  const page = await openGranted();
  const visitors: (string | undefined)[] = [];
  const readVisitor = () => page.evaluate(() => /tendero_id=(\w+)/.exec(document.cookie)?.[1]);
  collector.behaviours.set('events', { status: 503 });
  for (const states of [REFUSED, GRANTED, REFUSED]) {
    if (states === REFUSED) visitors.push(await readVisitor());
    await decide(page, states);
  }
  collector.behaviours.delete('events');
  await visit(page, collector, '/next');
  const withdrawals = () =>
    readEvents(collector).filter(({ consent }) => consent?.states.analytics === 'denied');
  await expect.poll(() => withdrawals().map(({ at }) => at.visitor)).toEqual(visitors);
  expect(new Set(visitors).size).toBe(2);
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('tendero-consent')))
    .not.toContain('withdrawn');
});

test('leaves by a beacon where fetch knows no keepalive', async () => {
  await context.addInitScript(() => {
    Reflect.deleteProperty(Request.prototype, 'keepalive');
    const send = navigator.sendBeacon.bind(navigator);
    navigator.sendBeacon = (url, body) => {
      sessionStorage.setItem('beacons', '1');
      return send(url, body);
    };
  });
  const page = await openGranted();
  await page.evaluate((goods) => {
    tendero('addToCart', goods);
    // a navigation may come only after the task that sends
    dispatchEvent(new Event('pagehide'));
    location.href = '/next';
  }, TEAPOT);
  await page.waitForURL('**/next');
  await expect.poll(() => readEvents(collector).map(({ type }) => type)).toContain('add_to_cart');
  expect(await page.evaluate(() => sessionStorage.getItem('beacons'))).toBe('1');
});

test('works without locks, gzip and the Navigation API, on a page with frozen prototypes', async () => {
  await context.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'locks');
    Reflect.deleteProperty(globalThis, 'CompressionStream');
    Reflect.deleteProperty(globalThis, 'navigation');
    for (const type of [Object, Array, Function, Promise, Map, Set, History, EventTarget, String]) {
      Object.freeze(type.prototype);
    }
  });
  const errors: Error[] = [];
  context.on('weberror', (error) => errors.push(error.error()));
  const page = await openGranted();
  const items = Array.from({ length: 150 }, (_, index) => ({ item_id: `teapot-${index}` }));
  await call(page, 'viewItemList', { items });
  await page.evaluate(() => history.pushState({}, '', '/route'));
  await expectTypes(collector, [...START, 'view_item_list', 'page_view']);
  expect(errors).toEqual([]);
});
