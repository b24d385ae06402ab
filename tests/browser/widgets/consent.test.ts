import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import type { FakeCollector } from './support/fake-collector.ts';
import { startFakeCollector } from './support/fake-collector.ts';
import type { ShopPageOptions } from './support/shop-page.ts';
import { consentTo, openShopPage } from './support/shop-page.ts';

const BODY = `<button id="footer" type="button">Privacy choices</button>
  <tendero-consent policy-url="/privacy"></tendero-consent>`;
const DAY_MS = 86_400_000;

describe('<tendero-consent>', () => {
  let browser: Browser;
  let collector: FakeCollector;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    collector = await startFakeCollector();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await collector.close();
  });

  const open = (options: Partial<ShopPageOptions> = {}) =>
    openShopPage(browser, { collector, body: BODY, ...options });

  it.each(['light', 'dark'] as const)('is accessible, closed and unfolded (%s)', async (scheme) => {
    const { page, complaints } = await open({ context: { colorScheme: scheme } });
    await banner(page).waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.getByRole('button', { name: 'Let me choose' }).click();
    await page.getByRole('switch').first().waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('is shown without a request and without taking the focus', async () => {
    const { page } = await open();
    await banner(page).waitFor();
    expect(collector.received).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, '']);
  });

  it.each([
    ['Accept all', 'granted'],
    ['Refuse all', 'denied'],
  ] as const)('hands on one decision after "%s" and goes away', async (button, state) => {
    const { page, getOutcomes } = await open();
    await page.getByRole('button', { name: button }).click();
    expect(await getOutcomes()).toEqual([
      [
        'tendero-consent-decision',
        { states: consentTo(state).states, version: '1', source: 'banner' },
      ],
    ]);
    expect(await banner(page).count()).toBe(0);
  });

  it('makes refusing as easy as accepting', async () => {
    const { page } = await open();
    const looks = await Promise.all(
      ['Refuse all', 'Accept all'].map((name) =>
        page.getByRole('button', { name }).evaluate((button) => {
          const { backgroundColor, color, fontSize, fontWeight } = getComputedStyle(button);
          const { width, height, top } = button.getBoundingClientRect();
          return { backgroundColor, color, fontSize, fontWeight, width, height, top };
        }),
      ),
    );
    expect(looks[0]).toEqual(looks[1]);
  });

  it('hands on a choice made with the keyboard alone, in Spanish', async () => {
    const { page, getOutcomes } = await open({ lang: 'es' });
    await page.getByRole('button', { name: 'Quiero elegir' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('switch', { name: 'Contar visitas' }).waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Guardar mi elección' }).focus();
    await page.keyboard.press('Enter');
    expect(await getOutcomes()).toMatchObject([
      [
        'tendero-consent-decision',
        {
          states: {
            analytics: 'granted',
            personalization: 'denied',
            marketing: 'denied',
            social: 'denied',
          },
        },
      ],
    ]);
  });

  it.each([
    ['everything was refused', { consent: consentTo('denied') }],
    ['everything was granted', { consent: consentTo('granted') }],
  ])('stays away when %s', async (_case, sdk) => {
    const { page } = await open({ sdk });
    await settled(page);
    expect(await banner(page).count()).toBe(0);
  });

  it('stays away where no SDK would keep the answer', async () => {
    // The shelf gives up when the banner does: both wait for the SDK equally long.
    const body = `${BODY}<tendero-recommendations></tendero-recommendations>`;
    const { page } = await open({ sdk: null, body });
    await page.locator('tendero-recommendations[state=empty]').waitFor({ state: 'attached' });
    expect(await banner(page).count()).toBe(0);
  });

  it.each([
    ['the notice has changed', { ...consentTo('denied'), version: '0' }],
    ['the decision is two years old', consentTo('denied', Date.now() - 732 * DAY_MS)],
  ])('asks again when %s', async (_case, consent) => {
    const { page } = await open({ sdk: { consent } });
    await banner(page).waitFor();
  });

  it('opens when a late SDK is ready', async () => {
    const { page } = await open({ sdk: null });
    await settled(page);
    await page.evaluate((endpoint) => {
      window.sdk = { key: 'late', endpoint, consent: null, recent: [] };
      document.dispatchEvent(new CustomEvent('tendero-ready', { detail: null }));
    }, collector.endpoint);
    await banner(page).waitFor();
  });

  it('opens again on request with what was decided, and Escape gives the focus back', async () => {
    const { page, getOutcomes } = await open({ sdk: { consent: consentTo('granted') } });
    await settled(page);
    await page.locator('#footer').focus();
    await page.evaluate(() => {
      document.dispatchEvent(new CustomEvent('tendero-consent-open', { detail: null }));
    });
    await banner(page).waitFor();
    expect(await page.getByRole('switch', { checked: true }).count()).toBe(4);
    await page.keyboard.press('Escape');
    expect(await banner(page).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('footer');
    expect(await getOutcomes()).toEqual([]);
  });

  it('is not closed by Escape before a decision', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Accept all' }).focus();
    await page.keyboard.press('Escape');
    expect(await banner(page).count()).toBe(1);
  });

  it("takes the shop's own words", async () => {
    const { page } = await open({
      body: '<tendero-consent><span slot="title">Our little notice</span></tendero-consent>',
    });
    await page.getByRole('dialog', { name: 'Our little notice' }).waitFor();
  });
});

function banner(page: Page) {
  return page.locator('tendero-consent').getByRole('dialog');
}

/** Waits until the widget is drawn; a ready SDK has answered it by then, in the same task. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.querySelector('tendero-consent')?.shadowRoot?.querySelector('[role=status]'),
  );
}
