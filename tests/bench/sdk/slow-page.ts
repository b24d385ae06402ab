import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';

/** An empty page of a browser that computes at a quarter of its speed. */
interface SlowPage {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly context: BrowserContext;
}

/** Opens a slow page in a context of its own, with the metrics of the DevTools protocol switched on. */
export async function openSlow(browser: Browser): Promise<SlowPage> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  return { page, cdp, context };
}

/** A metric by its name, in the protocol's unit (durations in seconds); NaN where there is none. */
export async function readMetric(cdp: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
}
