import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { startCollector } from './support/fake-collector.ts';
import { expectTypes } from './support/shop.ts';
import { call, decide, GRANTED, openShop, pageHtml } from './support/shop-page.ts';

declare global {
  var violations: string[];
}

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const POLICIES = [
  ['a nonce', (url: string) => `script-src 'nonce-n1' ${url}; connect-src ${url}`],
  [
    'strict-dynamic and Trusted Types',
    (url: string) =>
      `script-src 'nonce-n1' 'strict-dynamic'; connect-src ${url}; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
  ],
] as const;

test.each(POLICIES)(
  'breaks no rule of a page with %s, its chunks included',
  async (_name, policy) => {
    const collector = await startCollector((url) =>
      pageHtml(`<meta http-equiv="Content-Security-Policy" content="${policy(url)}">
<script nonce="n1">violations = [];
addEventListener('securitypolicyviolation', function (event) { violations.push(event.violatedDirective + ' ' + event.blockedURI); });</script>
<script async nonce="n1" src="${url}/tendero.js" data-key="k" data-debug></script>`),
    );
    const context = await browser.newContext();
    onTestFinished(async () => {
      await context.close();
      await collector.stop();
    });
    const page = await openShop(context, collector);
    await decide(page, GRANTED);
    await call(page, 'identify', 'jwt.of.customer');
    await call(page, 'search', 'cup');
    await expectTypes(collector, ['consent_update', 'page_view', 'search']);
    await expect.poll(() => collector.events().map(({ type }) => type)).toContain('web_vital');
    await expect.poll(() => collector.requests.map(({ path }) => path)).toContain('identify');
    expect(await page.evaluate(() => violations)).toEqual([]);
  },
);
