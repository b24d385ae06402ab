import type { ConsentStates } from '@tendero/schema';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { FakeCollector } from './fake-collector.ts';

declare global {
  /** What the script tag gives to the page. */
  function tendero(...call: unknown[]): unknown;
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

/** The same page once more, in a sandboxed frame of itself, where the SDK has taken over too. */
export async function openSandboxed(page: Page): Promise<Frame> {
  const element = await page.evaluateHandle(
    (html) => {
      const iframe = document.createElement('iframe');
      iframe.sandbox.add('allow-scripts');
      iframe.srcdoc = html;
      document.body.append(iframe);
      return iframe;
    },
    await page.content(),
  );
  const frame = await element.contentFrame();
  if (!frame) throw new Error('the frame has no page');
  await frame.waitForFunction(() => 'tendero' in globalThis && 'version' in tendero);
  return frame;
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
