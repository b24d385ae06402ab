import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { type FakeCollector, startCollector } from '../browser/sdk/support/fake-collector.ts';
import { decide, GRANTED, openShop, pageHtml, shopHtml } from '../browser/sdk/support/shop-page.ts';
import { launchChromium } from '../support/chromium.ts';
import type { Bench } from './lib/bench.ts';

/** Loads of each kind, of which the median counts. */
const LOADS = 9;

/** Runs of each way to leave; `SDK_RUNS=100` for the record. */
const RUNS = Number(process.env['SDK_RUNS'] ?? 10);

const GOODS = {
  items: [{ item_id: 'teapot-7', item_name: 'Tetera', item_category: 'Cocina', price: 24 }],
  currency: 'EUR',
  value: 24,
};

/** What a shopper's browser pays for the SDK, and what it delivers when a page is left. */
export const bench: Bench = {
  about: 'bytes, load and track() at 4x CPU throttle, wire bytes, events that survive leaving',
  needs: [],
  async run() {
    const browser = await launchChromium();
    try {
      const load = await measureLoad(browser);
      const track = await measureTrack(browser);
      const left: Record<string, string> = {};
      for (const way of ['navigate', 'close', 'crash'] as const) {
        const delivered = await countDelivered(browser, way);
        left[`10 tracks, then ${way}: runs with all 10 and none twice`] = `${delivered} of ${RUNS}`;
      }
      return {
        figures: {
          'bytes before the first event (Brotli 11)': `${sizeOf('tendero.js')} (bar 5120)`,
          ...load,
          ...track,
          ...left,
        },
        checks: [{ name: 'bytes within the bar', holds: sizeOf('tendero.js') <= 5_120 }],
      };
    } finally {
      await browser.close();
    }
  },
};

function sizeOf(name: string): number {
  const script = readFileSync(new URL(`../../sdk/dist/${name}`, import.meta.url));
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return brotliCompressSync(script, { params }).length;
}

interface Opened {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly collector: FakeCollector;
  readonly close: () => Promise<void>;
}

async function openSlow(browser: Browser, html: (url: string) => string): Promise<Opened> {
  const collector = await startCollector(html);
  const context = await browser.newContext();
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const close = async () => {
    await context.close();
    await collector.stop();
  };
  return { page, cdp, collector, close };
}

/** Differences of medians between a page with the script and the same page without. */
async function measureLoad(browser: Browser): Promise<Record<string, string>> {
  const without = await loadOften(browser, () => pageHtml(''));
  const withScript = await loadOften(browser, shopHtml);
  const task = withScript.taskMs - without.taskMs;
  const heap = (withScript.heapBytes - without.heapBytes) / 1_024;
  return {
    'load at 4x: main-thread tasks (CDP TaskDuration, with minus without)': `${task.toFixed(1)} ms (bar 15)`,
    'load at 4x: blocking beyond 50 ms (longtask)': `${withScript.blockingMs.toFixed(1)} ms (bar 0)`,
    'heap after garbage collection (with minus without)': `${heap.toFixed(0)} KiB (bar 90)`,
  };
}

interface Load {
  readonly taskMs: number;
  readonly heapBytes: number;
  readonly blockingMs: number;
}

async function loadOften(browser: Browser, html: (url: string) => string): Promise<Load> {
  const loads: Load[] = [];
  for (let index = 0; index < LOADS; index += 1) {
    const { page, cdp, collector, close } = await openSlow(browser, html);
    await page.goto(collector.shopUrl, { waitUntil: 'load' });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    const blockingMs = await page.evaluate(readBlocking);
    const taskMs = (await readMetric(cdp, 'TaskDuration')) * 1_000;
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    loads.push({ taskMs, heapBytes: usedSize, blockingMs });
    await close();
  }
  const pick = (read: (load: Load) => number) => median(loads.map(read));
  return {
    taskMs: pick((load) => load.taskMs),
    heapBytes: pick((load) => load.heapBytes),
    blockingMs: pick((load) => load.blockingMs),
  };
}

/** Runs in the page. */
async function readBlocking(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const over = list.getEntries().map(({ duration }) => duration - 50);
      resolve(over.reduce((sum, one) => sum + one, 0));
    }).observe({ type: 'longtask', buffered: true });
    setTimeout(() => resolve(0), 200);
  });
}

async function readMetric(cdp: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
}

/** A hundred tracks, one by one and until they are delivered; and what they weigh on the wire. */
async function measureTrack(browser: Browser): Promise<Record<string, string>> {
  const { page, cdp, collector, close } = await openSlow(browser, shopHtml);
  await page.goto(collector.shopUrl);
  await page.waitForFunction(() => 'tendero' in globalThis && 'version' in tendero);
  await decide(page, GRANTED);
  await waitFor(() => collector.events().length >= 2);
  const before = await readMetric(cdp, 'TaskDuration');
  const each = await page.evaluate((goods) => {
    const times: number[] = [];
    for (let index = 0; index < 100; index += 1) {
      const start = performance.now();
      tendero('viewItem', goods);
      times.push(performance.now() - start);
    }
    return times;
  }, GOODS);
  await waitFor(() => collector.events().filter(({ type }) => type === 'view_item').length >= 100);
  const all = ((await readMetric(cdp, 'TaskDuration')) - before) * 1_000;
  const bodies = collector.requests.filter(({ text }) => text.includes('"view_item"'));
  const bytes = bodies.reduce((sum, request) => sum + request.bytes, 0);
  await close();
  const mean = each.reduce((sum, one) => sum + one, 0) / each.length;
  return {
    'track() at 4x, durable write included (mean of 100 in one task)': `${mean.toFixed(3)} ms (bar 0.10)`,
    '100 tracks until delivered, main-thread tasks at 4x': `${all.toFixed(0)} ms (bar 150)`,
    'bytes on the wire per event, 100 at once, as the bodies were sent': `${(bytes / 100).toFixed(0)} B (bar 100)`,
  };
}

/** How many runs of ten events, followed by a way to leave, brought all ten and none twice. */
async function countDelivered(
  browser: Browser,
  way: 'navigate' | 'close' | 'crash',
): Promise<number> {
  let delivered = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const collector = await startCollector(shopHtml);
    const context = await browser.newContext();
    const page = await openShop(context, collector);
    await decide(page, GRANTED);
    await waitFor(() => collector.events().length >= 2);
    await page.evaluate(async (goods) => {
      for (let index = 0; index < 10; index += 1) tendero('viewItem', goods);
      // The task that follows the last track.
      await new Promise((resolve) => setTimeout(resolve));
    }, GOODS);
    if (way === 'navigate') await page.goto('about:blank');
    else if (way === 'close') await page.close();
    else await page.goto('chrome://crash').catch(() => null);
    const read = () => collector.events().filter(({ type }) => type === 'view_item');
    await waitFor(() => read().length >= 10);
    if (read().length === 10 && new Set(read().map(({ id }) => id)).size === 10) delivered += 1;
    await context.close();
    await collector.stop();
  }
  return delivered;
}

/** Waits up to 5 s. */
async function waitFor(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 250 && !isTrue(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
