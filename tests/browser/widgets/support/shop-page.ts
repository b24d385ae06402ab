import type { ConsentSnapshot, PageContext } from '@tendero/schema';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { FakeCollector } from './fake-collector.ts';

/** What left the widgets as events of the page protocol, in order. */
type Outcome = [name: string, detail: unknown];

declare global {
  interface Window {
    outcomes: Outcome[];
    /** What the played SDK answers; null plays a page without one. */
    sdk: PageContext | null;
  }
}

/** How a shop's page is opened. */
export interface ShopPageOptions {
  readonly collector: FakeCollector;
  /** The body of the page. */
  readonly body: string;
  /** What the SDK answers; null for a page without one. */
  readonly sdk?: Partial<PageContext> | null;
  /** The page's language. @default 'en' */
  readonly lang?: string;
  /** Attributes of the script tag. */
  readonly script?: string;
  readonly context?: BrowserContextOptions;
}

/** A page with the widgets on it, and everything that the browser complained about. */
export interface ShopPage {
  page: Page;
  complaints: string[];
  getOutcomes: () => Promise<Outcome[]>;
}

/** Opens a page of the shop with the built widgets and a played SDK. */
export async function openShopPage(browser: Browser, options: ShopPageOptions): Promise<ShopPage> {
  const { collector, body, sdk = {}, lang = 'en', script = '' } = options;
  collector.html = `<!doctype html><html lang="${lang}"><head><title>Shop</title>
    <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css">
    </head><body><main><h1>Shop</h1>${body}</main>
    <script async src="/widgets.js" ${script}></script></body></html>`;
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options.context });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(playSdk, sdk && { ...emptyContext(collector), ...sdk });
  await page.goto(`${collector.shop}/goods/cup?mail=someone%40example.org#token`);
  return { page, complaints, getOutcomes: () => page.evaluate(() => window.outcomes) };
}

/** A decision about everything, taken now. */
export function consentTo(state: 'granted' | 'denied', at: number = Date.now()): ConsentSnapshot {
  return {
    states: { analytics: state, personalization: state, marketing: state, social: state },
    version: '1',
    at,
  };
}

function emptyContext({ endpoint }: FakeCollector): PageContext {
  return { key: 'wk_sdk', endpoint, consent: null, recent: [] };
}

/** Runs in the page, before its scripts. */
function playSdk(context: PageContext | null): void {
  window.outcomes = [];
  window.sdk = context;
  document.addEventListener('tendero-request', (event) => {
    if (event instanceof CustomEvent && window.sdk) event.detail.respond(window.sdk);
  });
  for (const name of ['impression', 'click', 'close', 'consent-decision']) {
    document.addEventListener(`tendero-${name}`, (event) => {
      if (event instanceof CustomEvent) window.outcomes.push([event.type, event.detail]);
    });
  }
}
