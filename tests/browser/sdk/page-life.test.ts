import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { type FakeCollector, startCollector } from './support/fake-collector.ts';
import { expectTypes, readEvents, settle } from './support/shop.ts';
import { decide, GRANTED, openShop, shopHtml, visit } from './support/shop-page.ts';

const START = ['consent_update', 'page_view'];

let browser: Browser;
let context: BrowserContext;
let collector: FakeCollector;

beforeAll(async () => {
  browser = await launchChromium({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
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

test('counts a page that comes back from the back-forward cache exactly once more', async () => {
  const page = await openShop(context, collector, '/a');
  await decide(page, GRANTED);
  await expectTypes(collector, START);
  await page.evaluate(() => Reflect.set(globalThis, 'isKept', true));
  await visit(page, collector, '/b');
  await expect.poll(readPaths).toEqual(['/a', '/b']);
  await page.evaluate(() => history.back());
  await expect.poll(readPaths).toEqual(['/a', '/b', '/a']);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'isKept'))).toBe(true);
  await settle(page, collector);
  expect(readPaths()).toEqual(['/a', '/b', '/a']);
});

test('counts a page that is rendered ahead when it is shown, exactly once, and not before', async () => {
  const page = await openShop(context, collector, '/a');
  await decide(page, GRANTED);
  await expectTypes(collector, START);
  await page.evaluate(() => {
    const rules = document.createElement('script');
    rules.type = 'speculationrules';
    rules.text = JSON.stringify({ prerender: [{ urls: ['/b'], eagerness: 'immediate' }] });
    document.head.append(rules);
  });
});
