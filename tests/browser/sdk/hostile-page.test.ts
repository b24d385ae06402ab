import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { type FakeCollector, startCollector } from './support/fake-collector.ts';
import { expectTypes, settle } from './support/shop.ts';
import {
  call,
  decide,
  GRANTED,
  openSandboxed,
  openShop,
  shopHtml,
  visit,
} from './support/shop-page.ts';

const TEAPOT = { items: [{ item_id: 'teapot', price: 12 }], currency: 'EUR', value: 12 };
const START = ['consent_update', 'page_view'];

let browser: Browser;
let context: BrowserContext;
let collector: FakeCollector;
let errors: Error[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  collector = await startCollector(shopHtml);
  context = await browser.newContext();
  errors = [];
  context.on('weberror', (error) => errors.push(error.error()));
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

test('delivers through a fetch that the page has put in the place of the browser’s', async () => {
  // As polyfills do: over XMLHttpRequest, without keepalive, abort and streams.
  await context.addInitScript(() => {
    globalThis.fetch = (address, init) =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open(init?.method ?? 'GET', address instanceof Request ? address.url : address);
        request.onload = () =>
          resolve(new Response(request.responseText, { status: request.status }));
        request.onerror = () => reject(new TypeError('Network request failed'));
        const body = init?.body;
        request.send(body instanceof Blob || typeof body === 'string' ? body : null);
      });
  });
  const page = await openGranted();
  await call(page, 'viewItem', TEAPOT);
  await expectTypes(collector, [...START, 'view_item']);
  collector.behaviours.set('events', { status: 503 });
  await call(page, 'addToCart', TEAPOT);
  await page.waitForFunction(() => localStorage.getItem('tendero-retry') !== null);
  collector.behaviours.delete('events');
  await visit(page, collector, '/next');
  await expectTypes(collector, [...START, 'view_item', 'add_to_cart', 'page_view']);
  expect(errors).toEqual([]);
});

test('gives a request up that is never answered, and delivers its events by another', async () => {
  // Half a minute, hurried.
  await context.addInitScript(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (ms) => timeout(ms / 100);
  });
  const page = await openGranted();
  const hanging: Route[] = [];
  await context.route(`${collector.url}/v1/events**`, (route) => void hanging.push(route));
  await call(page, 'viewItem', TEAPOT);
  // Measurements of the page may hang beside it, and tries may follow before anybody looks.
  const isHanging = () =>
    hanging.some((route) => route.request().postData()?.includes('view_item'));
  await expect.poll(isHanging).toBe(true);
  await page.waitForFunction(() => Number(localStorage.getItem('tendero-retry')) % 100 > 0);
  await context.unroute(`${collector.url}/v1/events**`);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expectTypes(collector, [...START, 'view_item']);
  expect(errors).toEqual([]);
});

test('throws nothing into a page whose record of consent is damaged, and takes one without version for none', async () => {
  const page = await openGranted();
  const damage = (change: object) =>
    page.evaluate((fields) => {
      const record: object = JSON.parse(localStorage.getItem('tendero-consent') ?? '');
      localStorage.setItem('tendero-consent', JSON.stringify({ ...record, ...fields }));
    }, change);
  await damage({ withdrawn: {} });
  await visit(page, collector, '/damaged');
  await call(page, 'search', 'cup');
  await settle(page, collector);
  await damage({ version: '', withdrawn: [] });
  await visit(page, collector, '/undecided');
  await settle(page, collector);
  expect(await page.evaluate('tendero((client) => client.getConsent())')).toBeNull();
  expect(errors).toEqual([]);
  await decide(page, GRANTED);
  await expect
    .poll(() => collector.events().map(({ at }) => new URL(at.page.url).pathname))
    .toContain('/undecided');
});

test('makes ids where the page has an Array.from of its own, which maps nothing', async () => {
  // As Prototype.js and MooTools have.
  await context.addInitScript(() => {
    Array.from = (list: ArrayLike<unknown>) => Array.prototype.slice.call(list);
  });
  await openGranted();
  for (const { at } of collector.events()) {
    expect(at.visitor).toMatch(/^[0-9a-f]{32}$/);
    expect(at.session ?? at.visitor).toMatch(/^[0-9a-f]{32}$/);
  }
});

test('lets the page define anew what it overhears', async () => {
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'navigation'));
  const page = await openGranted();
  const isDefined = await page.evaluate(() => {
    const layer: object = Reflect.get(globalThis, 'dataLayer');
    Object.defineProperty(layer, 'push', { get: () => () => 0 });
    Object.defineProperty(history, 'pushState', { get: () => () => undefined });
    return 'push' in layer;
  });
  expect(isDefined).toBe(true);
  expect(errors).toEqual([]);
});

test('delivers from a sandboxed frame, which may not ask for locks', async () => {
  const page = await openShop(context, collector);
  const frame = await openSandboxed(page);
  await frame.evaluate(() => tendero('setConsent', { analytics: 'granted' }, '1'));
  await expectTypes(collector, START);
  await frame.evaluate(() => tendero('search', 'cup'));
  await expectTypes(collector, [...START, 'search']);
  expect(errors).toEqual([]);
});

test('throws nothing into a page whose JSON is broken, and goes on once it is whole', async () => {
  const page = await openGranted();
  const isWhole = await page.evaluate((goods) => {
    const { stringify, parse } = JSON;
    JSON.stringify = JSON.parse = () => {
      throw new Error('a bad patch');
    };
    tendero('viewItem', goods);
    tendero('setConsent', { analytics: 'granted' }, '2');
    dispatchEvent(new StorageEvent('storage', { key: 'tendero-consent', newValue: 'x' }));
    Object.assign(JSON, { stringify, parse });
    return true;
  }, TEAPOT);
  expect(isWhole).toBe(true);
  await call(page, 'addToCart', TEAPOT);
  await expect.poll(() => collector.events().map(({ type }) => type)).toContain('add_to_cart');
  expect(errors).toEqual([]);
});

test('throws nothing into a page whose arrays have a toJSON of their own', async () => {
  // Prototype.js 1.6 did that.
  await context.addInitScript(() => {
    Object.defineProperty(Array.prototype, 'toJSON', {
      configurable: true,
      value(this: unknown[]) {
        return `[${this.map((one) => JSON.stringify(one)).join(', ')}]`;
      },
    });
  });
  const page = await openGranted();
  await call(page, 'viewItem', TEAPOT);
  await expect.poll(() => collector.events().map(({ type }) => type)).toContain('view_item');
  expect(errors).toEqual([]);
});
