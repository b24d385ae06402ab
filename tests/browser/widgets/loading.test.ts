import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import type { FakeCollector } from './support/fake-collector.ts';
import { startFakeCollector } from './support/fake-collector.ts';
import { openShopPage } from './support/shop-page.ts';

let browser: Browser;
let collector: FakeCollector;

beforeAll(async () => {
  [browser, collector] = await Promise.all([launchChromium(), startFakeCollector()]);
});
afterAll(async () => {
  await browser.close();
  await collector.close();
});

it('loads twice without complaint, and leaves no global behind', async () => {
  // As on a page with a Lit of its own: the second policy of that name has to be allowed.
  collector.policy += " 'allow-duplicates'";
  const body = '<script async src="/widgets.js?again"></script><tendero-offer></tendero-offer>';
  const { page, complaints } = await openShopPage(browser, { collector, body });
  await page.locator('tendero-offer[state=empty]').waitFor({ state: 'attached' });
  const globals = await page.evaluate(() => Object.keys(window));
  expect(globals.filter((name) => /tendero/i.test(name))).toEqual([]);
  expect(complaints.filter((text) => !text.includes('503'))).toEqual([]);
  expect(collector.received).toHaveLength(1);
});
