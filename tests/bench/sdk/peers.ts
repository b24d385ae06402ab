import { createServer } from 'node:http';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { pageHtml } from '../../browser/sdk/support/shop-page.ts';
import { median } from '../lib/median.ts';
import { openSlow, readMetric } from './slow-page.ts';

declare global {
  /** Of a peer's script: records one view of an item. */
  function trackOne(index: number): void;
}

/** What others' scripts do at least, as their pages of documentation say; each keeps to its defaults. */
const PEERS: Readonly<Record<string, string>> = {
  Snowplow: `
import { newTracker, trackPageView, trackStructEvent } from '@snowplow/browser-tracker';
newTracker('shop', location.origin, { appId: 'shop' });
trackPageView();
globalThis.trackOne = (index) =>
  trackStructEvent({ category: 'shop', action: 'view_item', label: 'teapot-' + index, property: 'Tetera', value: 24 });`,
  Plausible: `
import { init, track } from '@plausible-analytics/tracker';
init({ domain: 'shop.example', endpoint: location.origin + '/api/event', captureOnLocalhost: true });
globalThis.trackOne = (index) => track('view_item', { props: { item: 'teapot-' + index, value: '24' } });`,
  'an empty script': '',
};

const ROUNDS = 9;

/** The same page and machine with others' scripts, because no two machines are equally fast. */
export async function measurePeers(browser: Browser): Promise<Record<string, string>> {
  const figures: Record<string, string> = {};
  for (const [name, source] of Object.entries(PEERS)) {
    const server = await servePeer(source);
    try {
      const more: number[] = [];
      const each: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const plain = await load(browser, `${server.url}/plain`);
        const loaded = await load(browser, server.url, source === '' ? 0 : 100);
        more.push(loaded.taskMs - plain.taskMs);
        each.push(loaded.eachMs);
      }
      const track = source === '' ? '' : `, a track ${median(each).toFixed(3)} ms`;
      figures[`${name} in the same run`] = `load at 4x ${median(more).toFixed(1)} ms${track}`;
    } finally {
      server.close();
    }
  }
  return figures;
}

async function load(
  browser: Browser,
  url: string,
  tracks = 0,
): Promise<{ taskMs: number; eachMs: number }> {
  const { page, cdp, context } = await openSlow(browser);
  await page.goto(url, { waitUntil: 'load' });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  const taskMs = (await readMetric(cdp, 'TaskDuration')) * 1_000;
  const eachMs = await page.evaluate((count) => {
    const start = performance.now();
    for (let index = 0; index < count; index += 1) trackOne(index);
    return (performance.now() - start) / count;
  }, tracks);
  await context.close();
  return { taskMs, eachMs };
}

async function servePeer(source: string): Promise<{ url: string; close(): void }> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
  });
  const script = outputFiles[0]?.text ?? '';
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    const { url, method } = incoming;
    const isScript = url === '/peer.js';
    outgoing.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    const head = url === '/plain' ? '' : '<script async src="/peer.js"></script>';
    outgoing.end(method === 'POST' ? 'ok' : isScript ? script : pageHtml(head));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
