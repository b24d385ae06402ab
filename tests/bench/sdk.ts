import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { type FakeCollector, startCollector } from '../browser/sdk/support/fake-collector.ts';
import {
  decide,
  GRANTED,
  openShop,
  pageHtml,
  REFUSED,
  shopHtml,
} from '../browser/sdk/support/shop-page.ts';
import { launchChromium } from '../support/chromium.ts';
import type { Bench } from './lib/bench.ts';
import { median } from './lib/median.ts';
import { measureDelivery } from './sdk/delivery.ts';
import { measurePeers } from './sdk/peers.ts';
import { evaluationMs, openSlow, readMetric } from './sdk/slow-page.ts';

/** Loads of each kind, of which the median counts. */
const LOADS = 9;

/** A hundred tracks are tracked so often; the medians count. */
const TRACK_ROUNDS = 5;

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
      const peers = await measurePeers(browser);
      const withdrawal = await measureWithdrawal(browser);
      const delivery = await measureDelivery();
      return {
        figures: {
          'bytes before the first event (Brotli 11)': `${sizeOf('tendero.js')} (bar 5120)`,
          ...load,
          ...track,
          ...peers,
          ...withdrawal,
          ...delivery,
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

async function openSlowShop(browser: Browser, html: (url: string) => string): Promise<Opened> {
  const collector = await startCollector(html);
  const { page, cdp, context } = await openSlow(browser);
  const close = async () => {
    await context.close();
    await collector.stop();
  };
  return { page, cdp, collector, close };
}

/** A page whose own script has touched one element: Chromium then makes what all elements have, 67 KiB. */
const TOUCHED = '<script>document.currentScript</script>';

/** Differences of medians between a page with the script and the same page without, in turn. */
async function measureLoad(browser: Browser): Promise<Record<string, string>> {
  const without: Load[] = [];
  const touched: Load[] = [];
  const loads: Load[] = [];
  for (let index = 0; index < LOADS; index += 1) {
    without.push(await load(browser, () => pageHtml('')));
    touched.push(await load(browser, () => pageHtml(TOUCHED)));
    loads.push(await load(browser, shopHtml));
  }
  const more = (read: (one: Load) => number, than = without) =>
    median(loads.map(read)) - median(than.map(read));
  const task = more(({ taskMs }) => taskMs);
  const ownTask = more(({ taskMs }) => taskMs, touched);
  const evaluations: number[] = [];
  for (let index = 0; index < LOADS; index += 1) evaluations.push(await evaluate(browser));
  const heap = more(({ heapBytes }) => heapBytes) / 1_024;
  const ownHeap = more(({ heapBytes }) => heapBytes, touched) / 1_024;
  const blocking = median(loads.map(({ blockingMs }) => blockingMs));
  return {
    'load at 4x: main-thread tasks (CDP TaskDuration, with minus without)': `${task.toFixed(1)} ms (bar 15)`,
    'of it beside a page whose own script has touched one element': `${ownTask.toFixed(1)} ms`,
    'load at 4x: evaluation of the script (trace)': `${median(evaluations).toFixed(1)} ms (bar 15)`,
    'load at 4x: blocking beyond 50 ms (longtask)': `${blocking.toFixed(1)} ms (bar 0)`,
    'heap after garbage collection (with minus without)': `${heap.toFixed(0)} KiB (bar 90)`,
    'heap beside a page whose own script has touched one element': `${ownHeap.toFixed(0)} KiB`,
  };
}

interface Load {
  readonly taskMs: number;
  readonly heapBytes: number;
  readonly blockingMs: number;
}

async function load(browser: Browser, html: (url: string) => string): Promise<Load> {
  const { page, cdp, collector, close } = await openSlowShop(browser, html);
  await page.goto(collector.shopUrl, { waitUntil: 'load' });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  const blockingMs = await page.evaluate(readBlocking);
  const taskMs = (await readMetric(cdp, 'TaskDuration')) * 1_000;
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  await close();
  return { taskMs, heapBytes: usedSize, blockingMs };
}

async function evaluate(browser: Browser): Promise<number> {
  const { page, cdp, collector, close } = await openSlowShop(browser, shopHtml);
  const ms = await evaluationMs({ page, cdp }, { url: collector.shopUrl, script: '/tendero.js' });
  await close();
  return ms;
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

interface Round {
  readonly eachMs: number;
  /** Of writing such an event's text and nothing else. */
  readonly bareMs: number;
  readonly allMs: number;
  readonly wireBytes: number;
}

/** A hundred tracks, one by one and until they are delivered; and what they weigh on the wire. */
async function measureTrack(browser: Browser): Promise<Record<string, string>> {
  const rounds: Round[] = [];
  for (let round = 0; round < TRACK_ROUNDS; round += 1) rounds.push(await trackHundred(browser));
  const pick = (read: (round: Round) => number) => median(rounds.map(read));
  return {
    'track() at 4x, durable write included (mean of 100 in one task)': `${pick(({ eachMs }) => eachMs).toFixed(3)} ms (bar 0.10)`,
    'of it, a bare setItem of an event': `${pick(({ bareMs }) => bareMs).toFixed(3)} ms`,
    '100 tracks until delivered, main-thread tasks at 4x': `${pick(({ allMs }) => allMs).toFixed(0)} ms (bar 150)`,
    'bytes on the wire per event, 100 at once, as the bodies were sent': `${pick(({ wireBytes }) => wireBytes).toFixed(0)} B (bar 100)`,
  };
}

async function trackHundred(browser: Browser): Promise<Round> {
  const { page, cdp, collector, close } = await openSlowShop(browser, shopHtml);
  await page.goto(collector.shopUrl);
  await page.waitForFunction(() => 'tendero' in globalThis && 'version' in tendero);
  await decide(page, GRANTED);
  // The chunks that a grant loads are no part of it.
  await waitFor(() => collector.events().some(({ type }) => type === 'web_vital'));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  const before = await readMetric(cdp, 'TaskDuration');
  const [eachMs, text] = await page.evaluate((goods) => {
    const start = performance.now();
    for (let index = 0; index < 100; index += 1) tendero('viewItem', goods);
    const ms = (performance.now() - start) / 100;
    const key = Object.keys(localStorage).find((name) => name.startsWith('tendero-q')) ?? '';
    return [ms, localStorage.getItem(key) ?? ''] as const;
  }, GOODS);
  const read = () => collector.events().filter(({ type }) => type === 'view_item');
  await waitFor(() => read().length >= 100);
  const allMs = ((await readMetric(cdp, 'TaskDuration')) - before) * 1_000;
  const bodies = collector.requests.filter(({ text }) => text.includes('"view_item"'));
  const bytes = bodies.reduce((sum, request) => sum + request.bytes, 0);
  const bareMs = await page.evaluate(writeHundred, text);
  await close();
  return { eachMs, bareMs, allMs, wireBytes: bytes / 100 };
}

/** Runs in the page: the mean of one write, in ms. */
function writeHundred(text: string): number {
  const start = performance.now();
  for (let index = 0; index < 100; index += 1) localStorage.setItem(`bare-${index}`, text + index);
  return (performance.now() - start) / 100;
}

/** From the decision in one tab until another one has cleared all it kept. */
async function measureWithdrawal(browser: Browser): Promise<Record<string, string>> {
  const times: number[] = [];
  for (let round = 0; round < TRACK_ROUNDS; round += 1) {
    const collector = await startCollector(shopHtml);
    const context = await browser.newContext();
    const page = await openShop(context, collector);
    await decide(page, GRANTED);
    const other = await openShop(context, collector, '/other');
    await waitFor(() => collector.events().length >= 3);
    const cleared = other.evaluate(async () => {
      while (document.cookie || Object.keys(localStorage).join() !== 'tendero-consent') {
        await new Promise((resolve) => setTimeout(resolve));
      }
      return Date.now();
    });
    const decidedAt = await page.evaluate(() => Date.now());
    await decide(page, REFUSED);
    times.push((await cleared) - decidedAt);
    await context.close();
    await collector.stop();
  }
  const slowest = Math.max(...times).toFixed(0);
  return { 'withdrawal until another tab has cleared all': `${slowest} ms at most (bar 100)` };
}

/** Waits up to 5 s. */
async function waitFor(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 250 && !isTrue(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
