import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '@tendero/schema';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium, openChromium } from '../../support/chromium.ts';
import { bodyOf, type FakeCollector, startCollector } from './support/fake-collector.ts';
import { expectTypes, readEvents, settle } from './support/shop.ts';
import { decide, GRANTED, openShop, pageHtml, shopHtml, STUB, visit } from './support/shop-page.ts';

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

/** Page `/a` agrees, has `/b` rendered ahead and goes there; `/b` says what it is when it starts, and when it is shown. */
function pageThatGoesOn(url: string): string {
  return `<script>
const tell = (what, text) => fetch('${url}/v1/' + what, { method: 'POST', body: text });
const later = (run) => setTimeout(run, 500);
if (location.pathname === '/a') {
  document.addEventListener('tendero-ready', () => later(() => {
    tendero('setConsent', { analytics: 'granted' }, '1');
    const rules = document.createElement('script');
    rules.type = 'speculationrules';
    rules.text = JSON.stringify({ prerender: [{ urls: ['/b'], eagerness: 'immediate' }] });
    document.head.append(rules);
  }));
  addEventListener('storage', ({ key }) => key === 'ahead' && later(() => { location.href = '/b'; }));
} else {
  tell('begun', String(document.prerendering));
  localStorage.setItem('ahead', '1');
  document.addEventListener('prerenderingchange', () => {
    tell('shown', String(Date.now()));
    later(() => tell('over', ''));
  });
}
</script>`;
}

test('counts a page that is rendered ahead when it is shown, exactly once, and not before', async () => {
  await collector.stop();
  collector = await startCollector((url) =>
    pageHtml(`<script>${STUB}</script>${pageThatGoesOn(url)}
<script async src="${url}/tendero.js" data-key="k"></script>`),
  );
  const profile = mkdtempSync(join(tmpdir(), 'tendero-chromium-'));
  const chromium = openChromium(`${collector.shopUrl}/a`, profile);
  const told = (what: string) => collector.requests.filter(({ path }) => path === what);
  const sentAt = (view: string) =>
    told('events').flatMap((request) => {
      const { events, contexts, sentAt: at }: Envelope = bodyOf(request);
      const paths = events
        .filter(({ type }) => type === 'page_view')
        .map(({ context: index }) => new URL(contexts[index]?.page.url ?? '').pathname);
      return paths.filter((path) => path === view).map(() => at);
    });
  try {
    await expect.poll(() => told('over').length + sentAt('/b').length).toBeGreaterThan(1);
    expect(told('begun').map(({ text }) => text)).toEqual(['true']);
    expect(sentAt('/a')).toHaveLength(1);
    expect(sentAt('/b')).toHaveLength(1);
    expect(sentAt('/b')[0]).toBeGreaterThanOrEqual(Number(told('shown')[0]?.text));
  } finally {
    chromium.kill();
    await once(chromium, 'exit');
    // its children end a little after it, and write until then
    await vi.waitFor(() => rmSync(profile, { recursive: true, force: true }), 15_000);
  }
});
