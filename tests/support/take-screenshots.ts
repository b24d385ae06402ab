import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { startDemo, type Demo } from './start-demo.ts';

// npm run screenshots: takes the pictures of the README from the demo, in a real browser.

const FOLDER = join(import.meta.dirname, '../../demo-site/screenshots');
const WIDE = { width: 1280, height: 1000 };
/** The offer of a shelf is for those who looked at three of its things. */
const LOOKED_AT = 4;
const MARGIN = 16;
const DAY_MS = 86_400_000;

const demo = await startDemo();
const browser = await launchChromium();
try {
  mkdirSync(FOLDER, { recursive: true });
  const shopper = await openVisitor(browser);
  await takeShop(await shopper.newPage());
  await takeConsole(await shopper.newPage(), demo);
} finally {
  await browser.close();
  await demo.stop();
  rmSync(demo.dataDir, { recursive: true, force: true });
}

/** A headless browser says so in its user agent, and would be counted as a bot. */
function openVisitor(chromium: Browser): Promise<BrowserContext> {
  return chromium.newContext({
    viewport: WIDE,
    locale: 'en-GB',
    userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chromium.version()} Safari/537.36`,
  });
}

async function takeShop(page: Page): Promise<void> {
  await page.goto(demo.shopUrl);
  await page.getByRole('button', { name: 'Accept all' }).click();
  await page.goto(`${demo.shopUrl}/c/tea-coffee`);
  const links = page.locator('main a[href*="/p/"]');
  const paths = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  for (const path of [...new Set(paths)].slice(0, LOOKED_AT)) await look(page, path);
  await save(page, 'widgets', 'product-related');

  await page.getByRole('button', { name: 'Put it in the cart' }).click();
  await page.locator('[data-cart-count]', { hasText: '1' }).waitFor();
  await page.goto(`${demo.shopUrl}/cart`);
  await page.locator('[slot-id="cart-offer"][state="ready"]').waitFor();
  await save(page, 'offer', 'cart-cross-sell');
}

/** Opens a product; resolves when the collector has taken the view. */
async function look(page: Page, path: string): Promise<void> {
  const seen = page.waitForResponse(
    (answer) =>
      answer.status() === 202 && (answer.request().postData() ?? '').includes('"view_item"'),
  );
  await page.goto(new URL(path, demo.shopUrl).href);
  await seen;
}

async function takeConsole(page: Page, { collectorUrl, ...login }: Demo): Promise<void> {
  await page.goto(`${collectorUrl}/console`);
  await page.getByLabel('Name').fill(login.consoleUser);
  await page.getByLabel('Password').fill(login.consolePassword);
  await page.getByRole('button', { name: 'Log in' }).click();
  // the day before is whole at any hour
  const day = page.getByLabel('Day', { exact: true });
  await day.fill(dayBefore(await day.inputValue()));
  await page.getByRole('button', { name: 'Show' }).click();
  await save(page, 'console', '.pair:has(table) > *');
}

/** The page from its top to the end of a widget, by its slot, or of what a selector finds. */
async function save(page: Page, name: string, last: string): Promise<void> {
  const end = /^[a-z-]+$/.test(last)
    ? page.locator(`[slot-id="${last}"][state="ready"]`)
    : page.locator(last).last();
  await end.scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => scrollTo(0, 0));
  const box = await end.boundingBox();
  if (box === null) throw new Error(`${last} is not on the page ${page.url()}`);
  const clip = { x: 0, y: 0, width: WIDE.width, height: Math.ceil(box.y + box.height) + MARGIN };
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true, clip });
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
}
