import {
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Receipt } from '@tendero/schema';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { launchChromium } from '../../support/chromium.ts';
import { openTestCollector, TEST_SITE } from '../../support/open-test-collector.ts';
import { spawnCollector, type SpawnedCollector } from '../../support/spawn-collector.ts';

const PREFIX = '/t/';
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36';
const PAGE = `<!doctype html><html lang="en"><title>Shop</title><p>Shop</p>
<script>window.tendero=window.tendero||function(){(tendero.q=tendero.q||[]).push(arguments)}</script>
<script async src="${PREFIX}tendero.js" data-key="${TEST_SITE.writeKeys[0]}"></script></html>`;

const shop = createServer((request, response) => {
  if (request.url?.startsWith(PREFIX)) passOn(request, response);
  else response.setHeader('Content-Type', 'text/html').end(PAGE);
});

let dataDir: string;
let origin: string;
let collector: SpawnedCollector;
let browser: Browser;

beforeAll(async () => {
  await new Promise<void>((done) => shop.listen(0, '127.0.0.1', done));
  const address = shop.address();
  origin = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
  dataDir = mkdtempSync(join(tmpdir(), 'tendero-proxy-'));
  collector = await spawnCollector({ dataDir, config: config() });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  shop.closeAllConnections();
  shop.close();
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(`${dataDir}.config.json`);
});

function config(): object {
  const site = { ...TEST_SITE, origins: [origin], internalAddresses: ['198.51.100.7'] };
  return { sites: [site], trustedProxies: ['127.0.0.1'] };
}

/** What the samples of `collector/deploy` do: takes the prefix off, names the client, withholds the shop's cookies. */
function passOn(request: IncomingMessage, response: ServerResponse): void {
  const { cookie: _, ...headers } = request.headers;
  const target = new URL(request.url?.slice(PREFIX.length - 1) ?? '/', collector.url);
  const options = {
    method: request.method,
    headers: { ...headers, 'x-forwarded-for': '198.51.100.7' },
  };
  const passed = forward(target, options, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  // what a page sends while it goes may come when the collector is leaving
  passed.on('error', () => void response.destroy());
  request.pipe(passed);
}

test("behind a path of the shop's own origin the script and its events reach the collector, and nothing goes elsewhere", async () => {
  // a browser that calls itself headless is counted as a bot
  const context = await browser.newContext({ userAgent: USER_AGENT });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (one) => void asked.push(`${one.method()} ${one.url().replace(/\?.*/, '')}`));
  const receipts: Promise<Receipt>[] = [];
  page.on('response', (answer) => {
    if (answer.url().includes('/v1/events')) receipts.push(answer.json());
  });
  const countStored = async () =>
    (await Promise.all(receipts)).reduce((sum, { outcomes }) => sum + outcomes.stored, 0);
  await page.goto(`${origin}/`);
  await page.evaluate(() => {
    const states = {
      analytics: 'granted',
      personalization: 'granted',
      marketing: 'denied',
      social: 'denied',
    };
    const detail = { states, version: '1', source: 'banner' };
    const decide = () =>
      document.dispatchEvent(new CustomEvent('tendero-consent-decision', { detail }));
    if ('version' in Reflect.get(globalThis, 'tendero')) decide();
    else document.addEventListener('tendero-ready', decide, { once: true });
  });
  // the decision and the page view
  await expect.poll(countStored).toBeGreaterThanOrEqual(2);
  // an answer that comes now is read to its end before the page goes
  page.removeAllListeners('response');
  await Promise.all(receipts);
  await context.close();

  expect(asked).toContain(`GET ${origin}${PREFIX}tendero.js`);
  expect(asked).toContain(`POST ${origin}${PREFIX}v1/events`);
  expect(asked.filter((one) => !one.includes(` ${origin}/`))).toEqual([]);

  expect(await collector.stop()).toBe(0);
  const read = await openTestCollector({ dataDir });
  await read.drainNow();
  const rows = await read.database.serve.query({
    sql: "SELECT type, page_url, internal FROM events_raw FINAL WHERE type = 'page_view'",
    row: z.object({ type: z.string(), page_url: z.string(), internal: z.boolean() }),
  });
  await read.close();
  // the address that the proxy named is the one that counts
  expect(rows).toEqual([{ type: 'page_view', page_url: `${origin}/`, internal: true }]);
});
