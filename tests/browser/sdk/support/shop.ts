import type { ConsentStates } from '@tendero/schema';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Arrived, FakeCollector } from './fake-collector.ts';

declare global {
  /** What the script tag gives to the page. */
  function tendero(...call: unknown[]): unknown;
}

/** What an origin keeps in a browser. */
export interface Kept {
  cookie: string;
  local: Record<string, string>;
  session: Record<string, string>;
  databases: number;
  caches: number;
  name: string;
}

/** The stub that a page inlines, as the SDK's README gives it. */
export const STUB =
  'window.tendero=window.tendero||function(){(tendero.q=tendero.q||[]).push(arguments)}';

export const GRANTED: ConsentStates = {
  analytics: 'granted',
  personalization: 'granted',
  marketing: 'denied',
  social: 'denied',
};
export const REFUSED: ConsentStates = {
  analytics: 'denied',
  personalization: 'denied',
  marketing: 'denied',
  social: 'denied',
};

/** A page of the shop: the documented snippet and nothing else. */
export function shopHtml(url: string): string {
  return pageHtml(`<script>${STUB}</script>
<script async src="${url}/tendero.js" data-key="wk_test"></script>`);
}

/** A page of the shop with this in its head. */
export function pageHtml(head: string): string {
  return `<!doctype html><html lang="es"><head><title>Tienda</title>
${head}
</head><body><p>Tienda</p></body></html>`;
}

/** Opens a page of the shop and waits until the SDK has taken over from the stub. */
export async function openShop(
  context: BrowserContext,
  collector: FakeCollector,
  path = '/',
): Promise<Page> {
  const page = await context.newPage();
  await visit(page, collector, path);
  return page;
}

/** Goes to another page of the shop by a full load. */
export async function visit(page: Page, collector: FakeCollector, path: string): Promise<void> {
  await page.goto(collector.shopUrl + path, { referer: collector.shopUrl });
  await page.waitForFunction(() => 'tendero' in globalThis && 'version' in tendero);
}

/** Calls the global function of the page. */
export async function call(page: Page, method: string, ...args: unknown[]): Promise<unknown> {
  return page.evaluate(([name, list]) => tendero(name, ...list), [method, args] as const);
}

/** Decides as the banner does. */
export async function decide(page: Page, states: ConsentStates): Promise<void> {
  await page.evaluate(
    (detail) => {
      document.dispatchEvent(new CustomEvent('tendero-consent-decision', { detail }));
    },
    { states, version: '1', source: 'banner' },
  );
}

/** Returns when every request that the page has begun before now has arrived. */
export async function settle(page: Page, collector: FakeCollector): Promise<void> {
  const mark = crypto.randomUUID();
  await page.evaluate(async (address) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await fetch(address, { method: 'POST', body: '{}' });
  }, `${collector.url}/v1/${mark}`);
  const index = collector.requests.findIndex(({ path }) => path === mark);
  collector.requests.splice(index, 1);
}

/** What comes when the browser or the person likes. */
const UNASKED = new Set(['web_vital', 'user_engagement']);

/**
 * Every acknowledged event but what comes unasked. A second copy with
 * the same id, which a lost acknowledgement may cause, is left out as the collector leaves it out.
 */
export function readEvents(collector: FakeCollector): Arrived[] {
  const events = collector.events().filter(({ type }) => !UNASKED.has(type));
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

/** Waits for events of these types to be acknowledged, in this order, and no others. */
export async function expectTypes(collector: FakeCollector, types: string[]): Promise<Arrived[]> {
  await expect.poll(() => readEvents(collector).map(({ type }) => type)).toEqual(types);
  return readEvents(collector);
}

/** Everything that the origin keeps in this browser. */
export async function readStorage(page: Page): Promise<Kept> {
  return page.evaluate(async () => ({
    cookie: document.cookie,
    local: Object.fromEntries(Object.entries<string>(localStorage)),
    session: Object.fromEntries(Object.entries<string>(sessionStorage)),
    databases: (await indexedDB.databases()).length,
    caches: 'caches' in globalThis ? (await caches.keys()).length : 0,
    name: window.name,
  }));
}
