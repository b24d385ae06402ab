import * as z from 'zod';
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

/**
 * How long the page's main thread evaluates a script while the page loads, in ms: parsing, compiling and running, by the
 * browser's own trace. NaN where it does not.
 */
export async function evaluationMs(
  { page, cdp }: Pick<SlowPage, 'page' | 'cdp'>,
  { url, script }: { url: string; script: string },
): Promise<number> {
  const durations: number[] = [];
  cdp.on('Tracing.dataCollected', ({ value }) => {
    for (const one of value) {
      const { success, data } = evaluation.safeParse(one);
      if (success && data.args.data.url.endsWith(script)) durations.push(data.dur / 1_000);
    }
  });
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'] },
  });
  await page.goto(url, { waitUntil: 'load' });
  const complete = new Promise<void>((resolve) => {
    cdp.once('Tracing.tracingComplete', () => resolve());
  });
  await cdp.send('Tracing.end');
  await complete;
  return durations[0] ?? Number.NaN;
}

/** The one kind of a trace's events that is looked at; `dur` in µs. */
const evaluation = z.object({
  name: z.literal('EvaluateScript'),
  dur: z.number(),
  args: z.object({ data: z.object({ url: z.string() }) }),
});

/** A metric by its name, in the protocol's unit (durations in seconds); NaN where there is none. */
export async function readMetric(cdp: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
}
