import { readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { type FakeCollector, startCollector } from './support/fake-collector.ts';
import { expectTypes } from './support/shop.ts';
import {
  call,
  decide,
  GRANTED,
  openSandboxed,
  openShop,
  pageHtml,
  STUB,
} from './support/shop-page.ts';

/** Bar of the design: everything that loads before the first event of a product page. */
const MAX_BROTLI_BYTES = 5_120;
const MAX_STUB_BYTES = 150;

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function open(
  head: (url: string) => string,
): Promise<{ page: Page; collector: FakeCollector; errors: Error[] }> {
  const collector = await startCollector((url) => pageHtml(head(url)));
  const context = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    await collector.stop();
  });
  const errors: Error[] = [];
  context.on('weberror', (error) => errors.push(error.error()));
  return { page: await openShop(context, collector), collector, errors };
}

test('the script and the stub stay within their bytes', async () => {
  const script = await readFile(new URL('../../../sdk/dist/tendero.js', import.meta.url));
  expect(brotliCompressSync(script).length).toBeLessThanOrEqual(MAX_BROTLI_BYTES);
  expect(STUB.length).toBeLessThanOrEqual(MAX_STUB_BYTES);
});

test('works by the script tag alone, with its attributes', async () => {
  const { page, collector } = await open(
    (url) => `<script async src="${url}/tendero.js" data-key="wk_1" data-internal></script>`,
  );
  await decide(page, GRANTED);
  const [event] = await expectTypes(collector, ['consent_update', 'page_view']);
  expect(event?.at.internal).toBe(true);
  expect(collector.requests[0]?.key).toBe('wk_1');
});

test('sends to the endpoint that the tag names', async () => {
  const { page, collector } = await open(
    (url) =>
      `<script async src="${url}/tendero.js" data-key="k" data-endpoint="${url}/v1/../"></script>`,
  );
  await decide(page, GRANTED);
  await expectTypes(collector, ['consent_update', 'page_view']);
});

test('throws nothing into a page whose bundler left no endpoint', async () => {
  const { page, errors } = await open(
    (
      url,
    ) => `<script type="importmap">{ "imports": { "web-vitals/attribution": "data:text/javascript," } }</script>
<script>${STUB}</script>
<script type="module">
import { createTendero } from '${url}/index.js';
createTendero({ key: 'k', endpoint: undefined });
tendero.version = 1;
</script>`,
  );
  await decide(page, GRANTED);
  await page.waitForFunction(() => document.cookie !== '');
  expect(errors).toEqual([]);
});

test('carries out what the stub queued, in its order', async () => {
  const { page, collector } = await open(
    (url) => `<script>${STUB}
tendero('viewItem', { items: [{ item_id: 'teapot' }] });
tendero(function (client) { client.search('cup'); });
</script><script async src="${url}/tendero.js" data-key="k"></script>`,
  );
  await decide(page, GRANTED);
  await expectTypes(collector, ['consent_update', 'page_view', 'view_item', 'search']);
});

test('starts once when the tag is there twice', async () => {
  const { page, collector } = await open((url) =>
    `<script async src="${url}/tendero.js" data-key="k"></script>`.repeat(2),
  );
  await page.waitForLoadState('load');
  await decide(page, GRANTED);
  await expectTypes(collector, ['consent_update', 'page_view']);
});

test('prints each event and each rejection with its reason, when debugging', async () => {
  const { page, collector } = await open(
    (url) => `<script async src="${url}/tendero.js" data-key="k" data-debug></script>`,
  );
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  const rejected = [{ index: 0, code: 'invalid', path: 'items.0.price', message: 'expected …' }];
  collector.behaviours.set('events', { status: 202, body: { outcomes: {}, rejected } });
  await decide(page, GRANTED);
  await expect
    .poll(() => lines.join('\n'))
    .toContain('rejected: consent_update invalid items.0.price expected …');
  await call(page, 'search', 'cup');
  await expect.poll(() => lines.join('\n')).toContain('[tendero] search');
});

test('sends web vitals after a grant, from a chunk that was not loaded before', async () => {
  const { page, collector } = await open(
    (url) => `<script async src="${url}/tendero.js" data-key="k"></script>`,
  );
  const loaded = () =>
    page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  await page.waitForLoadState('load');
  expect((await loaded()).filter((name) => name.includes('vitals'))).toEqual([]);
  await decide(page, GRANTED);
  await expect.poll(() => collector.events().map(({ type }) => type)).toContain('web_vital');
  await page.close({ runBeforeUnload: true });
  await expect
    .poll(() => collector.events().map(({ properties }) => properties?.['metric']))
    .toEqual(expect.arrayContaining(['ttfb', 'fcp', 'lcp', 'cls']));
});

test('throws nothing into the page, whatever it is called with', async () => {
  const { page, errors, collector } = await open(
    (url) => `<script async src="${url}/tendero.js" data-key="k"></script>`,
  );
  await decide(page, GRANTED);
  await call(page, 'nosuch');
  await call(page, 'viewItem');
  await call(page, 'viewItem', { items: 'teapot' });
  await page.evaluate(() => {
    const circle: { properties?: object } = {};
    circle.properties = circle;
    tendero('track', 'circle', circle);
    document.dispatchEvent(new CustomEvent('tendero-consent-decision'));
    document.dispatchEvent(new CustomEvent('tendero-click'));
  });
  await call(page, 'search', 'cup');
  await expect.poll(() => collector.events().map(({ type }) => type)).toContain('search');
  expect(errors).toEqual([]);
});

test('does not break a sandboxed frame, which has no storage', async () => {
  const { page, errors } = await open(
    (url) => `<script async src="${url}/tendero.js" data-key="k"></script>`,
  );
  await openSandboxed(page);
  expect(errors).toEqual([]);
});
