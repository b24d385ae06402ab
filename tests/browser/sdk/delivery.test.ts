import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { type FakeCollector, startCollector } from './support/fake-collector.ts';
import { expectTypes, settle } from './support/shop.ts';
import { call, decide, GRANTED, openShop, shopHtml, visit } from './support/shop-page.ts';

const TEAPOT = { items: [{ item_id: 'teapot', price: 12 }], currency: 'EUR', value: 12 };
const ORDER = { ...TEAPOT, transaction_id: 'A1' };

let browser: Browser;
let context: BrowserContext;
let collector: FakeCollector;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  collector = await startCollector(shopHtml);
  context = await browser.newContext();
  page = await openShop(context, collector);
  await decide(page, GRANTED);
  await expectTypes(collector, ['consent_update', 'page_view']);
});
afterEach(async () => {
  await context.close();
  await collector.stop();
});

const START = ['consent_update', 'page_view'];

function countQueued(): Promise<number> {
  return page.evaluate(
    () => Object.keys(localStorage).filter((key) => key.startsWith('tendero-q')).length,
  );
}

function countAnswers(status: number): number {
  return collector.requests.filter((request) => request.status === status).length;
}

for (const status of [503, 429, 0]) {
  test(`keeps the event when the answer is ${status || 'none'}, and delivers it without another`, async () => {
    collector.behaviours.set('events', { status });
    await call(page, 'viewItem', TEAPOT);
    // Chromium itself repeats a request whose connection was reset.
    await expect.poll(() => countAnswers(status)).toBeGreaterThanOrEqual(1);
    expect(await countQueued()).toBeGreaterThan(0);

    collector.behaviours.delete('events');
    await expectTypes(collector, [...START, 'view_item']);
    await expect.poll(countQueued).toBe(0);
  });
}

test('waits no longer than a timer can, however long the collector asks to', async () => {
  await page.evaluate(() => {
    const original = setTimeout;
    const delays: unknown[] = [];
    Object.assign(globalThis, {
      delays,
      setTimeout: (run: () => void, ms?: number) => delays.push(ms) && original(run, ms),
    });
  });
  collector.behaviours.set('events', { status: 503, headers: { 'Retry-After': '5000000' } });
  await call(page, 'viewItem', TEAPOT);
  const delays = () => page.evaluate(() => Reflect.get(globalThis, 'delays'));
  await expect.poll(async () => Math.max(...(await delays()))).toBeGreaterThan(100_000);
  expect(Math.max(...(await delays()))).toBeLessThan(2 ** 31);
});

test('takes what a redirect leads to for no answer', async () => {
  const headers = { Location: `${collector.url}/tendero-report.js` };
  collector.behaviours.set('events', { status: 302, headers });
  await call(page, 'viewItem', TEAPOT);
  await settleOffline();
  expect(countAnswers(302)).toBeGreaterThan(0);
  expect(await countQueued()).toBeGreaterThan(0);
  collector.behaviours.delete('events');
  await expectTypes(collector, [...START, 'view_item']);
});

test('keeps the queue over a reload during an outage, with the context of capture', async () => {
  collector.behaviours.set('events', { status: 503 });
  await call(page, 'viewItem', TEAPOT);
  await call(page, 'addToCart', TEAPOT);
  await visit(page, collector, '/next');
  collector.behaviours.delete('events');
  const events = await expectTypes(collector, [...START, 'view_item', 'add_to_cart', 'page_view']);
  expect(events.slice(2).map(({ at }) => new URL(at.page.url).pathname)).toEqual([
    '/',
    '/',
    '/next',
  ]);
});

test('delivers a purchase when the page is left in the same task', async () => {
  await page.evaluate(
    ([order, next]) => {
      tendero('purchase', order);
      location.href = next;
    },
    [ORDER, 'about:blank'] as const,
  );
  await page.waitForURL('about:blank');
  const events = await expectTypes(collector, [...START, 'purchase']);
  expect(events[2]).toMatchObject({ transaction_id: 'A1', value: 12 });
});

test('delivers ten events when the tab is closed at once', async () => {
  await page.evaluate((goods) => {
    for (let index = 0; index < 10; index++) tendero('viewItem', goods);
  }, TEAPOT);
  await page.close({ runBeforeUnload: true });
  await expectTypes(collector, [...START, ...Array<string>(10).fill('view_item')]);
});

test('drops what the collector refuses for good, and goes on', async () => {
  collector.behaviours.set('events', { status: 400 });
  await call(page, 'viewItem', TEAPOT);
  await expect.poll(countQueued).toBe(0);
  collector.behaviours.delete('events');
  await call(page, 'addToCart', TEAPOT);
  await expectTypes(collector, [...START, 'add_to_cart']);
});

test('stops until the next page when this origin is refused, and keeps its events', async () => {
  collector.behaviours.set('events', { status: 403 });
  await call(page, 'viewItem', TEAPOT);
  await expect.poll(() => countAnswers(403)).toBeGreaterThan(0);
  await settle(page, collector);
  const before = countAnswers(403);
  await call(page, 'addToCart', TEAPOT);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await settle(page, collector);
  expect(countAnswers(403)).toBe(before);

  collector.behaviours.delete('events');
  await visit(page, collector, '/next');
  await expectTypes(collector, [...START, 'view_item', 'add_to_cart', 'page_view']);
});

test('splits a batch that is too large, and drops an event that is too large alone', async () => {
  collector.behaviours.set('events', { status: 413 });
  await page.evaluate((goods) => {
    for (let index = 0; index < 4; index++) tendero('viewItem', goods);
  }, TEAPOT);
  await expect.poll(countQueued).toBe(0);
  // One batch of four, two of two, four of one; vitals may add some of their own.
  expect(countAnswers(413)).toBeGreaterThanOrEqual(7);
  collector.behaviours.delete('events');
  await call(page, 'addToCart', TEAPOT);
  await expectTypes(collector, [...START, 'add_to_cart']);
});

test('goes on from memory when the shop clears localStorage before the next task', async () => {
  await page.evaluate((goods) => {
    tendero('viewItem', goods);
    localStorage.clear();
  }, TEAPOT);
  await expectTypes(collector, [...START, 'view_item']);
});

test('goes on from memory when the shop clears localStorage on a page after that of the grant', async () => {
  await visit(page, collector, '/next');
  const events = await expectTypes(collector, [...START, 'page_view']);
  await page.evaluate((order) => {
    tendero('purchase', order);
    localStorage.clear();
    tendero('login', 'email');
  }, ORDER);
  const later = await expectTypes(collector, [...START, 'page_view', 'purchase', 'login']);
  expect(later.map(({ at }) => at.visitor).slice(3)).toEqual([
    events[1]?.at.visitor,
    events[1]?.at.visitor,
  ]);
  expect(await page.evaluate(() => document.cookie)).toContain(events[1]?.at.visitor);
});

test('delivers an event that is large when gzipped too, and what comes behind it', async () => {
  await page.evaluate(() => {
    const codes = crypto.getRandomValues(new Uint8Array(60_000));
    const more = crypto.getRandomValues(new Uint8Array(50_000));
    const preview = [...codes, ...more].map((code) => String.fromCharCode(35 + (code % 56)));
    tendero('track', 'upload', { properties: { preview: preview.join('') } });
  });
  await expectTypes(collector, [...START, 'upload']);
  expect(Math.max(...collector.requests.map(({ bytes }) => bytes))).toBeGreaterThan(65_536);
  await call(page, 'search', 'cup');
  await expectTypes(collector, [...START, 'upload', 'search']);
});

test('goes on from memory when the storage is full', async () => {
  collector.behaviours.set('events', { status: 503 });
  await page.evaluate((goods) => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    tendero('viewItem', goods);
  }, TEAPOT);
  await expect.poll(() => countAnswers(503)).toBeGreaterThan(0);
  collector.behaviours.delete('events');
  await expectTypes(collector, [...START, 'view_item']);
});

test('sends what waits when the connection returns, before the back-off ends', async () => {
  await context.setOffline(true);
  await call(page, 'viewItem', TEAPOT);
  await settleOffline();
  await context.setOffline(false);
  await expectTypes(collector, [...START, 'view_item']);
  await expect.poll(() => page.evaluate(() => localStorage.getItem('tendero-retry'))).toBeNull();
});

/** Waits until the SDK has noted that nothing was delivered. */
async function settleOffline(): Promise<void> {
  await page.waitForFunction(() => localStorage.getItem('tendero-retry') !== null);
}
