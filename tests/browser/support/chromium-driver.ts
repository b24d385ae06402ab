import type { BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import type { Driver, Tab } from './driver.ts';

/** A browser that calls itself headless is counted as a bot. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';

/** Chromium by Playwright; a profile is a context. */
export async function launchChromiumDriver(): Promise<Driver> {
  const browser = await launchChromium();
  return {
    name: 'chromium',
    async openProfile() {
      const context = await browser.newContext({ userAgent: USER_AGENT });
      return {
        async openTab(url) {
          const page = await context.newPage();
          await page.goto(url);
          return toTab(context, page);
        },
        setOffline: (isOffline) => context.setOffline(isOffline),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

function toTab(context: BrowserContext, page: Page): Tab {
  return {
    async goTo(url) {
      await page.goto(url);
    },
    evaluate: (expression) => page.evaluate(expression),
    async close() {
      const closed = page.waitForEvent('close');
      await page.close({ runBeforeUnload: true });
      await closed;
    },
    async crash() {
      const session = await context.newCDPSession(page);
      const crashed = page.waitForEvent('crash');
      // Its answer dies with the renderer.
      session.send('Page.crash').catch(() => null);
      await crashed;
    },
  };
}
