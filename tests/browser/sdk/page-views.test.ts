import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { type FakeCollector, startCollector } from './support/fake-collector.ts';
import { expectTypes, readEvents, settle } from './support/shop.ts';
import { decide, GRANTED, openShop, shopHtml } from './support/shop-page.ts';

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
});
afterEach(async () => {
  await context.close();
  await collector.stop();
});

function readPaths(): string[] {
  return readEvents(collector)
    .filter(({ type }) => type === 'page_view')
    .map(({ at }) => new URL(at.page.url).pathname);
}

/** What a router may do; each step with the paths that it adds. */
const STEPS: readonly [title: string, act: () => void, paths: string[]][] = [
  ['a push to another path', () => history.pushState({}, '', '/b'), ['/b']],
  ['a replace to the same path', () => history.replaceState({}, '', '/a'), []],
  ['a query', () => history.pushState({}, '', '/a?sort=price'), []],
  ['a fragment', () => void (location.hash = 'reviews'), []],
  [
    'a push and a replace at once',
    () => {
      history.pushState({}, '', '/guard');
      history.replaceState({}, '', '/b');
    },
    ['/b'],
  ],
  [
    'two pushes, one after the other',
    () => {
      history.pushState({}, '', '/b');
      setTimeout(() => history.pushState({}, '', '/c'), 80);
    },
    ['/b', '/c'],
  ],
  [
    'a push and a step back',
    () => {
      history.pushState({}, '', '/b');
      setTimeout(() => history.back(), 80);
    },
    ['/b', '/a'],
  ],
];

for (const api of ['Navigation API', 'History API']) {
  describe(api, () => {
    beforeEach(async () => {
      if (api === 'History API') {
        await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'navigation'));
      }
      page = await openShop(context, collector, '/a');
      await decide(page, GRANTED);
      await expectTypes(collector, ['consent_update', 'page_view']);
    });

    test.each(STEPS)('counts %s exactly', async (_title, act, paths) => {
      await page.evaluate(act);
      await expect.poll(readPaths).toEqual(['/a', ...paths]);
      await settle(page, collector);
      await settle(page, collector);
      expect(readPaths()).toEqual(['/a', ...paths]);
    });
  });
}

test.each([
  ['a variable', '<script>var navigation = { open: true };</script>', true],
  ['a constant', '<script>const navigation = { open: true };</script>', true],
  ['an element', '<nav id="navigation"></nav>', false],
])('counts routes where the page has %s of that name', async (_what, html, isNew) => {
  const shop = await startCollector((url) => html + shopHtml(url));
  if (!isNew) {
    await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'navigation'));
  }
  page = await openShop(context, shop, '/a');
  await decide(page, GRANTED);
  await page.evaluate(() => {
    history.pushState({}, '', '/b');
    dataLayer.push({ event: 'search', search_term: 'cup' });
  });
  await expect
    .poll(() => readEvents(shop).map(({ type }) => type))
    .toEqual(['consent_update', 'page_view', 'search', 'page_view']);
  await shop.stop();
});

test('names the page before as the referrer, and the new title', async () => {
  page = await openShop(context, collector, '/a?x=1#secret');
  await decide(page, GRANTED);
  await page.evaluate(() => {
    history.pushState({}, '', '/b');
    // As React does, after it has painted.
    requestAnimationFrame(() => setTimeout(() => (document.title = 'Tetera')));
  });
  const [, first, second] = await expectTypes(collector, [
    'consent_update',
    'page_view',
    'page_view',
  ]);
  expect(first?.at.page.url).toBe(`${collector.shopUrl}/a?x=1`);
  expect(second?.at.page).toMatchObject({
    url: `${collector.shopUrl}/b`,
    referrer: `${collector.shopUrl}/a?x=1`,
    title: 'Tetera',
  });
});
