import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openDatabase } from '../../collector/src/clickhouse/open-database.ts';
import pino from 'pino';
import { launchChromium } from '../support/chromium.ts';
import { startDemo, type Demo } from '../support/start-demo.ts';

let demo: Demo;
let browser: Browser;
/** What the granted visitor is known by. */
const granted = { visitor: '', order: '' };

beforeAll(async () => {
  demo = await startDemo();
  browser = await launchChromium();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await demo.stop();
  rmSync(demo.dataDir, { recursive: true, force: true });
}, 60_000);

/** A visitor with an empty browser, and every request of theirs to the collector. */
async function openVisitor(): Promise<{
  context: BrowserContext;
  page: Page;
  requests: Request[];
  faults: string[];
}> {
  // a headless browser says so in its user agent, and would be counted as a bot
  const userAgent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`;
  const context = await browser.newContext({ locale: 'en-GB', userAgent });
  const page = await context.newPage();
  const requests: Request[] = [];
  const faults: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(`${demo.collectorUrl}/v1/`)) requests.push(request);
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { context, page, requests, faults };
}

/** Everything that a page may keep, except for the shop's own session. */
async function readStorage(page: Page): Promise<{
  cookies: string[];
  local: Record<string, string>;
  session: string[];
  databases: number;
  caches: number;
}> {
  const cookies = (await page.context().cookies()).map(({ name }) => name);
  const kept = await page.evaluate(async () => ({
    local: Object.fromEntries(Object.entries(localStorage)),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));
  return { cookies: cookies.filter((name) => name.startsWith('tendero')), ...kept };
}

/** Item cards of a widget once it is ready. */
async function readCards(page: Page, slot: string): Promise<{ text: string; links: string[] }> {
  const widget = page.locator(`[slot-id="${slot}"][state="ready"]`);
  await widget.waitFor();
  const links = await widget
    .locator('a')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  return { text: await widget.evaluate((one) => one.shadowRoot?.textContent ?? ''), links };
}

async function openFirstProduct(page: Page, category: string): Promise<string> {
  await page.goto(`${demo.shopUrl}/c/${category}`);
  const link = page.locator('main a[href*="/p/"]:not(:has(.note))').first();
  const href = (await link.getAttribute('href')) ?? '';
  await link.click();
  await page.waitForURL(`**${href}`);
  return href.split('/').at(-1) ?? '';
}

/** Resolves when the collector has taken an event of this type. */
function accepted(page: Page, type: string): Promise<unknown> {
  return page.waitForResponse(
    (answer) =>
      answer.url().includes('/v1/events') &&
      answer.status() === 202 &&
      (answer.request().postData() ?? '').includes(`"${type}"`),
  );
}

async function buy(page: Page): Promise<string> {
  await page.goto(`${demo.shopUrl}/checkout`);
  await page.getByLabel('Name', { exact: true }).fill('Test Buyer');
  await page.getByLabel('E-mail').fill('test.buyer@example.com');
  await page.getByLabel('Street and number').fill('Calle Mayor 1');
  await page.getByLabel('Postcode and town').fill('28001 Madrid');
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.waitForURL(/\/order\//);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

async function loginWithProvider(page: Page, person: string): Promise<void> {
  await page.goto(`${demo.shopUrl}/account`);
  const done = page.waitForResponse((answer) => /\/v1\/social\/demo\?/.test(answer.url()));
  await page.getByRole('link', { name: 'Continue with Plaza ID' }).click();
  await page.getByRole('button', { name: person }).click();
  expect((await done).status()).toBe(200);
}

/** What was accepted a moment ago reaches the database with the next segment of the journal. */
async function reloadUntil(page: Page, texts: readonly string[]): Promise<void> {
  const readMissing = async (): Promise<string[]> => {
    await page.reload();
    const shown = (await page.locator('main').textContent()) ?? '';
    return texts.filter((text) => !shown.includes(text));
  };
  await expect.poll(readMissing).toEqual([]);
}

async function openConsole(): Promise<Page> {
  const page = await browser.newPage({ locale: 'en-GB' });
  await page.goto(`${demo.collectorUrl}/console`);
  await page.getByLabel('Name').fill(demo.consoleUser);
  await page.getByLabel('Password').fill(demo.consolePassword);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: /La Tendera/ }).waitFor();
  return page;
}

describe.sequential('the main job', () => {
  test('granted: from the banner to the order, and the console shows who it was', async () => {
    const { context, page, requests, faults } = await openVisitor();
    await page.goto(demo.shopUrl);
    const banner = page.locator('tendero-consent');
    await banner.getByRole('button', { name: 'Accept all' }).waitFor();
    await page.locator('tendero-recommendations[state="ready"]').first().waitFor();
    expect(await readStorage(page)).toEqual({
      cookies: [],
      local: {},
      session: [],
      databases: 0,
      caches: 0,
    });
    expect(
      requests.map((request) => request.url()).filter((url) => url.includes('/v1/events')),
    ).toEqual([]);
    for (const request of requests) expect(request.postData() ?? '').not.toContain('"visitor"');

    const decided = accepted(page, 'consent_update');
    await banner.getByRole('button', { name: 'Accept all' }).click();
    await decided;
    granted.visitor =
      (await context.cookies()).find(({ name }) => name === 'tendero_id')?.value ?? '';
    expect(granted.visitor).toMatch(/^[0-9a-f]{32}$/);

    const first = await openFirstProduct(page, 'tea-coffee');
    await openFirstProduct(page, 'kitchen');
    await page.goto(`${demo.shopUrl}/browse`);
    const seen = accepted(page, 'view_item');
    await page.locator('#browse a[data-route][href*="/p/"]').first().click();
    await seen;

    await page.goto(`${demo.shopUrl}/p/${first}`);
    const related = await readCards(page, 'product-related');
    expect(related.links.length).toBeGreaterThan(2);
    expect(related.links.join()).not.toContain(first);
    expect(related.text).toMatch(/Because you looked at|looked at this/i);

    const carted = accepted(page, 'add_to_cart');
    await page.getByRole('button', { name: 'Put it in the cart' }).click();
    await carted;
    await page.goto(`${demo.shopUrl}/cart`);
    expect((await readCards(page, 'cart-offer')).text).toContain('10% off');

    await loginWithProvider(page, 'Lucía Ferrer');
    granted.order = await buy(page);
    expect(faults).toEqual([]);

    await expectInConsole();
    await context.close();
  }, 120_000);

  async function expectInConsole(): Promise<void> {
    const page = await openConsole();
    const chart = page.locator('main img[src*="/console/charts/"], main svg').first();
    await chart.waitFor();
    await page.getByRole('link', { name: 'Live', exact: true }).click();
    const other = await openVisitor();
    await page.getByText('Connected').waitFor();
    await other.page.goto(`${demo.shopUrl}/search?q=live`);
    await other.page.getByRole('button', { name: 'Accept all' }).click();
    await page.getByText('/search').first().waitFor();
    await other.context.close();

    await page.getByRole('link', { name: 'Segments' }).click();
    await page
      .getByRole('link', { name: /Customers/ })
      .first()
      .click();
    await reloadUntil(page, ['Lucía Ferrer']);
    await page.getByRole('link', { name: /Lucía Ferrer/ }).click();
    const known = ['lucia.ferrer@', '212', 'Plaza ID', 'Put in the cart', 'Looked at a product'];
    await reloadUntil(page, [granted.order, ...known]);
    await page.close();
  }

  test('all but social: the login works and nothing of the profile arrives', async () => {
    const { context, page } = await openVisitor();
    await page.goto(demo.shopUrl);
    const banner = page.locator('tendero-consent');
    await banner.getByRole('button', { name: 'Let me choose' }).click();
    for (const name of ['Counting visits', 'Suggestions for you', 'Hearing from us']) {
      await banner.getByRole('switch', { name }).check();
    }
    const decided = accepted(page, 'consent_update');
    await banner.getByRole('button', { name: 'Save my choice' }).click();
    await decided;
    await loginWithProvider(page, 'Nora Whitfield');
    await page.goto(`${demo.shopUrl}/account`);
    await page.getByRole('heading', { name: /Hello, Nora/ }).waitFor();
    await context.close();
  }, 60_000);

  test('refused: one record without identifier, no cookie, no event, and popular items all the same', async () => {
    const { context, page, requests, faults } = await openVisitor();
    await page.goto(demo.shopUrl);
    await page.locator('tendero-consent').getByRole('button', { name: 'Refuse all' }).click();
    await openFirstProduct(page, 'lamps');
    await readCards(page, 'product-related');
    expect(
      await page.locator('tendero-consent').getByRole('button', { name: 'Refuse all' }).isVisible(),
    ).toBe(false);
    const kept = await readStorage(page);
    expect(kept).toMatchObject({ cookies: [], session: [], databases: 0, caches: 0 });
    expect(Object.keys(kept.local)).toEqual(['tendero-consent']);
    const record: unknown = JSON.parse(kept.local['tendero-consent'] ?? '');
    expect(Object.keys(z.record(z.string(), z.unknown()).parse(record)).toSorted()).toEqual([
      'at',
      'source',
      'states',
      'version',
    ]);
    expect(requests.filter((request) => request.url().includes('/v1/events'))).toEqual([]);
    for (const request of requests) expect(request.postData() ?? '').not.toContain('"visitor"');
    expect(faults).toEqual([]);
    await context.close();
  }, 60_000);

  test('the rows stand in ClickHouse after Ctrl-C, and not one byte that was not allowed', async () => {
    expect(await demo.stop()).toBe(0);
    const journalAndLogs = readAll(demo.dataDir).join('\n');
    expect(journalAndLogs).not.toContain('Whitfield');
    expect(journalAndLogs).not.toContain('nora.whitfield');

    const home = {
      url: undefined,
      database: 'tendero',
      cluster: undefined,
      dataDir: join(demo.dataDir, 'collector'),
    };
    const database = await openDatabase({ home, logger: pino({ level: 'silent' }) });
    const events = await database.serve.query({
      sql: `SELECT type, session_id, page_path, purposes, items.item_id AS items FROM events_raw FINAL
            WHERE visitor_id = {visitor: String} ORDER BY time`,
      params: { visitor: granted.visitor },
      row: z.object({
        type: z.string(),
        session_id: z.string(),
        page_path: z.string(),
        purposes: z.array(z.string()),
        items: z.array(z.string()),
      }),
    });
    const profile = await database.serve.query({
      sql: `SELECT count() AS kept FROM profile_values WHERE value ILIKE '%whitfield%'`,
      row: z.object({ kept: z.number() }),
    });
    const orders = await database.serve.query({
      sql: `SELECT visitor_id, toString(value) AS amount FROM orders FINAL WHERE transaction_id = {order: String}`,
      params: { order: granted.order },
      row: z.object({ visitor_id: z.string(), amount: z.string() }),
    });
    await database.close();

    const types = events.map(({ type }) => type);
    for (const type of [
      'consent_update',
      'page_view',
      'view_item',
      'add_to_cart',
      'view_cart',
      'purchase',
    ]) {
      expect(types).toContain(type);
    }
    const captured = events.filter(({ type }) => type !== 'consent_update');
    expect(new Set(captured.map(({ session_id }) => session_id)).size).toBe(1);
    for (const { purposes } of captured)
      expect(purposes).toEqual(expect.arrayContaining(['analytics', 'personalization']));
    expect(captured.find(({ type }) => type === 'view_item')?.items).toHaveLength(1);
    expect(captured.some(({ page_path }) => page_path.startsWith('/browse'))).toBe(true);
    expect(profile).toEqual([{ kept: 0 }]);
    expect(orders).toMatchObject([{ visitor_id: granted.visitor }]);
    expect(Number(orders[0]?.amount)).toBeGreaterThan(0);
  }, 60_000);
});

/** Journal, logs and database files as text; the shop's own books are the shop's. */
function readAll(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name !== 'shop.json')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}
