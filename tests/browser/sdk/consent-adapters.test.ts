import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { type FakeCollector, startCollector } from './support/fake-collector.ts';
import { expectTypes, readEvents, settle } from './support/shop.ts';
import { openShop, pageHtml, visit } from './support/shop-page.ts';

const START = ['consent_update', 'page_view'];

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

function open(head: string, adapter: string): Promise<[Page, FakeCollector]> {
  return openWith((url) => `${head}<script async src="${url}/${adapter}"></script>`);
}

async function openWith(head: (url: string) => string): Promise<[Page, FakeCollector]> {
  const collector = await startCollector((url) =>
    pageHtml(`${head(url)}
<script async src="${url}/tendero.js" data-key="k"></script>`),
  );
  const context = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    await collector.stop();
  });
  return [await openShop(context, collector), collector];
}

const GOOGLE = `<script>window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments); }
gtag('consent', 'default', { analytics_storage: 'denied', personalization_storage: 'denied', ad_user_data: 'denied' });</script>`;

test('follows Google Consent Mode: a default decides nothing, an update does, once', async () => {
  const [page, collector] = await open(GOOGLE, 'tendero-google-consent.js');
  await settle(page, collector);
  expect(collector.requests).toEqual([]);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);

  const update = { analytics_storage: 'granted', ad_user_data: 'granted' };
  await page.evaluate(
    (states) => void dataLayer.push({ 0: 'consent', 1: 'update', 2: states }),
    update,
  );
  const [decision] = await expectTypes(collector, START);
  expect(decision?.consent).toMatchObject({
    source: 'google',
    version: 'google',
    states: {
      analytics: 'granted',
      personalization: 'denied',
      marketing: 'granted',
      social: 'denied',
    },
  });
  await visit(page, collector, '/next');
  await page.evaluate(
    (states) => void dataLayer.push({ 0: 'consent', 1: 'update', 2: states }),
    update,
  );
  await expectTypes(collector, [...START, 'page_view']);
  await settle(page, collector);
  expect(readEvents(collector).filter(({ type }) => type === 'consent_update').length).toBe(1);
});

test('takes updates of one task for one decision, and no default for anybody’s', async () => {
  const [page, collector] = await open(GOOGLE, 'tendero-google-consent.js');
  await page.waitForFunction(() => Object.hasOwn(dataLayer, 'push'));
  const decideByCategory = () =>
    page.evaluate(() => {
      const tell = (command: string, states: object) =>
        void dataLayer.push({ 0: 'consent', 1: command, 2: states });
      tell('default', { personalization_storage: 'granted', region: ['US-CA'] });
      tell('default', { personalization_storage: 'granted' });
      tell('update', { ad_user_data: 'denied' });
      tell('update', { analytics_storage: 'granted' });
    });
  await decideByCategory();
  const [decision] = await expectTypes(collector, START);
  expect(decision?.consent?.states).toMatchObject({
    analytics: 'granted',
    personalization: 'denied',
    marketing: 'denied',
  });
  await visit(page, collector, '/next');
  await page.waitForFunction(() => Object.hasOwn(dataLayer, 'push'));
  await decideByCategory();
  const events = await expectTypes(collector, [...START, 'page_view']);
  await settle(page, collector);
  await expectTypes(collector, [...START, 'page_view']);
  expect(new Set(events.map(({ at }) => at.visitor)).size).toBe(1);
});

test('follows the array that a shop puts in the place of the data layer while the page loads', async () => {
  const [page, collector] = await open(GOOGLE, 'tendero-google-consent.js');
  await page.waitForFunction(() => Object.hasOwn(dataLayer, 'push'));
  await page.evaluate(() => {
    dataLayer = [{ 0: 'consent', 1: 'update', 2: { analytics_storage: 'granted' } }];
    dispatchEvent(new Event('load'));
  });
  await expectTypes(collector, START);
  await page.evaluate(() => {
    dataLayer.push({ 0: 'consent', 1: 'update', 2: { analytics_storage: 'denied' } });
  });
  await expect.poll(() => page.evaluate(() => document.cookie)).toBe('');
});

const TCF = `<script>function __tcfapi(command, version, listener) { window.heard = listener; }
function decided(purposes) {
  heard({ eventStatus: 'useractioncomplete', gdprApplies: true, tcfPolicyVersion: 5,
    purpose: { consents: Object.fromEntries(purposes.map(function (one) { return [one, true]; })) } }, true);
}</script>`;

test('follows a platform of the TCF, and its withdrawal; each purpose needs the first', async () => {
  const [page, collector] = await open(TCF, 'tendero-tcf-consent.js');
  await page.waitForFunction(() => 'heard' in globalThis);
  await page.evaluate('heard(null, false)');
  await page.evaluate('decided([8, 5, 6])');
  await settle(page, collector);
  expect(collector.requests).toEqual([]);

  await page.evaluate('decided([1, 8, 5, 6, 3])');
  // What was held before the refusal is gone with it.
  const [decision] = await expectTypes(collector, ['consent_update']);
  expect(decision?.consent).toMatchObject({
    source: 'tcf',
    version: 'tcf-5',
    states: { analytics: 'granted', personalization: 'granted', marketing: 'denied' },
  });
  await page.evaluate('decided([])');
  await expect.poll(() => page.evaluate(() => document.cookie)).toBe('');
  await expectTypes(collector, ['consent_update', 'consent_update']);
});

test('waits for a platform of the TCF that comes long after the page', async () => {
  const [page, collector] = await open('', 'tendero-tcf-consent.js');
  await page.waitForLoadState('load');
  await page.addScriptTag({ content: TCF.replace(/<.?script>/g, '') });
  await page.waitForFunction(() => 'heard' in globalThis);
  await page.evaluate('decided([1, 8])');
  await expectTypes(collector, START);
});

test('Global Privacy Control denies marketing and social to a platform that grants them', async () => {
  const [page, collector] = await open(
    `<script>Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });</script>${GOOGLE}`,
    'tendero-google-consent.js',
  );
  const update = { analytics_storage: 'granted', ad_user_data: 'granted' };
  await page.evaluate(
    (states) => void dataLayer.push({ 0: 'consent', 1: 'update', 2: states }),
    update,
  );
  const [decision] = await expectTypes(collector, START);
  expect(decision?.consent?.states).toMatchObject({ marketing: 'denied', social: 'denied' });
});

test('follows any other platform by a module, whether it decides before the SDK is there or later', async () => {
  const [page, collector] = await openWith(
    (url) => `<script type="module">
import { followConsent } from '${url}/custom-consent.js';
followConsent((tell) => {
  window.platform = tell;
  if (localStorage.choice) tell(JSON.parse(localStorage.choice), 'v1');
});</script>`,
  );
  await page.waitForFunction(() => 'platform' in globalThis);
  await settle(page, collector);
  expect(collector.requests).toEqual([]);

  await page.evaluate("platform({ analytics: 'granted', marketing: 'granted' }, 'v1')");
  const [decision] = await expectTypes(collector, START);
  expect(decision?.consent).toMatchObject({
    source: 'api',
    version: 'v1',
    states: { analytics: 'granted', personalization: 'denied', marketing: 'granted' },
  });
  // What the platform remembers it says again at the start of each page; only a change is news.
  await page.evaluate(
    "localStorage.choice = JSON.stringify({ analytics: 'granted', marketing: 'granted' })",
  );
  await visit(page, collector, '/next');
  await expectTypes(collector, [...START, 'page_view']);
  await page.evaluate("localStorage.choice = '{}'");
  await visit(page, collector, '/last');
  await expect.poll(() => page.evaluate(() => document.cookie)).toBe('');
  await expect
    .poll(() => readEvents(collector).at(-1)?.consent?.states)
    .toMatchObject({ analytics: 'denied', marketing: 'denied' });
});
