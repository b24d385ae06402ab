import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import type { FakeCollector } from './support/fake-collector.ts';
import { startFakeCollector } from './support/fake-collector.ts';
import { answerAll, OFFER } from './support/fixtures.ts';
import type { ShopPageOptions } from './support/shop-page.ts';
import { openShopPage } from './support/shop-page.ts';

const BODY = '<tendero-offer slot-id="cart" cart="cup"></tendero-offer>';

describe('<tendero-offer>', () => {
  let browser: Browser;
  let collector: FakeCollector;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    collector = await startFakeCollector();
    collector.answer = (request) => answerAll(request);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await collector.close();
  });

  const open = (options: Partial<ShopPageOptions> = {}) =>
    openShopPage(browser, { collector, body: BODY, ...options });

  it.each(['light', 'dark'] as const)('is accessible (%s)', async (colorScheme) => {
    const { page, complaints } = await open({ context: { colorScheme } });
    await page.getByRole('article', { name: OFFER.title }).waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows the offer with its action and code', async () => {
    const { page } = await open();
    const card = page.getByRole('article', { name: OFFER.title });
    await card.getByText(OFFER.text).waitFor();
    expect(await card.getByRole('link', { name: OFFER.action }).getAttribute('href')).toBe(
      `${collector.shop}/teapots`,
    );
    expect(await card.getByText('TEATIME').isVisible()).toBe(true);
  });

  it('copies the code and says so in Spanish', async () => {
    const { page } = await open({
      lang: 'es',
      context: { permissions: ['clipboard-read', 'clipboard-write'] },
    });
    await page.getByRole('button', { name: 'Copiar' }).click();
    await page.getByRole('status').getByText('Copiado').waitFor({ state: 'attached' });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('TEATIME');
  });

  it('selects the code where the browser forbids copying', async () => {
    const { page } = await open();
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    });
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Selected, now copy it' }).waitFor();
  });

  it('reports view, click and close, and stays closed when the cart changes', async () => {
    const { page, getOutcomes } = await open();
    await page.evaluate(() => {
      document.addEventListener('click', (event) => event.preventDefault());
    });
    await page.waitForFunction(() => window.outcomes.length === 1);
    await page.getByRole('link', { name: OFFER.action }).click();
    await page.getByRole('button', { name: 'Close this offer' }).click();
    const detail = { decision: 'd1', slot: 'cart', offer_id: 'welcome' };
    expect(await getOutcomes()).toEqual([
      ['tendero-impression', detail],
      ['tendero-click', detail],
      ['tendero-close', detail],
    ]);
    const answered = page.waitForResponse('**/v1/decide**');
    await page.locator('tendero-offer').evaluate((offer) => offer.setAttribute('cart', 'cup,pot'));
    await (await answered).finished();
    expect(await page.getByRole('article').count()).toBe(0);
    expect(await page.locator('tendero-offer').boundingBox()).toBeNull();
  });

  it('takes no room when there is no offer', async () => {
    collector.answer = () => ({ decision: 'd', slots: { cart: { kind: 'offer', offer: null } } });
    const { page, getOutcomes } = await open();
    await page.locator('tendero-offer[state=empty]').waitFor({ state: 'attached' });
    expect(await page.locator('tendero-offer').boundingBox()).toBeNull();
    expect(await getOutcomes()).toEqual([]);
  });

  it('shows no offer whose address is dangerous', async () => {
    collector.answer = () => ({
      decision: 'd',
      slots: { cart: { kind: 'offer', offer: { ...OFFER, url: 'javascript:alert(1)' } } },
    });
    const { page } = await open();
    await page.locator('tendero-offer[state=empty]').waitFor({ state: 'attached' });
    expect(await page.getByRole('link').count()).toBe(0);
  });
});
