import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import type { FakeCollector } from './support/fake-collector.ts';
import { startFakeCollector } from './support/fake-collector.ts';
import { answerAll, ITEMS } from './support/fixtures.ts';
import type { ShopPageOptions } from './support/shop-page.ts';
import { consentTo, openShopPage } from './support/shop-page.ts';

describe('<tendero-recommendations>', () => {
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

  const open = (body: string, options: Partial<ShopPageOptions> = {}) =>
    openShopPage(browser, { collector, body, ...options });

  it.each(['light', 'dark'] as const)('is accessible while it loads (%s)', async (scheme) => {
    const release = holdAnswer(collector);
    const { page, complaints } = await open('<tendero-recommendations></tendero-recommendations>', {
      context: { colorScheme: scheme },
    });
    await page.locator('tendero-recommendations[state=loading]').waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(complaints).toEqual([]);
    release();
  });

  it.each(['light', 'dark'] as const)('is accessible when it is loaded (%s)', async (scheme) => {
    const { page, complaints } = await open('<tendero-recommendations></tendero-recommendations>', {
      context: { colorScheme: scheme },
    });
    await page.getByRole('link', { name: /teapot/ }).waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows goods with prices and reasons, in the language of the page', async () => {
    const { page } = await open('<tendero-recommendations></tendero-recommendations>', {
      lang: 'es',
    });
    const cards = page.getByRole('region', { name: 'Para ti' }).getByRole('listitem');
    await cards.first().waitFor();
    expect(await cards.count()).toBe(4);
    const teapot = (await cards.first().innerText()).replace(/\s+/g, ' ');
    expect(teapot).toContain('Ahora 39,50 €');
    expect(teapot).toContain('Antes 49,00 €');
    expect(teapot).toContain('Porque miraste Espresso cup');
    expect(await cards.first().getByRole('link').getAttribute('href')).toBe(
      `${collector.shop}/goods/teapot`,
    );
  });

  it('asks once for all slots, without a preflight, and without query or fragment of the page', async () => {
    const { page } = await open(
      `<tendero-recommendations slot-id="a" item="cup"></tendero-recommendations>
       <tendero-recommendations slot-id="b" strategy="popular" limit="2"></tendero-recommendations>
       <tendero-offer slot-id="c" cart="x, y"></tendero-offer>`,
      { sdk: { recent: ['r1'] } },
    );
    await page.locator('tendero-offer[state=ready]').waitFor();
    expect(collector.received).toHaveLength(1);
    const [request] = collector.received;
    expect(request).toMatchObject({ method: 'POST', key: 'wk_sdk' });
    expect(request?.contentType).toMatch(/^text\/plain/);
    expect(request?.body).toEqual({
      v: 1,
      consent: null,
      page: { url: `${collector.shop}/goods/cup`, locale: 'en', item: 'cup' },
      cart: ['x', 'y'],
      recent: ['r1'],
      slots: [
        { id: 'a', kind: 'recommendations', strategy: 'for_you', limit: 4 },
        { id: 'b', kind: 'recommendations', strategy: 'popular', limit: 2 },
        { id: 'c', kind: 'offer' },
      ],
    });
  });

  it('goes on without a person when no SDK answers', async () => {
    const { page } = await open('<tendero-recommendations></tendero-recommendations>', {
      sdk: null,
      script: `data-key="wk_tag" data-endpoint="${collector.endpoint}/"`,
    });
    await page.locator('tendero-recommendations[state=ready]').waitFor();
    expect(collector.received).toMatchObject([{ key: 'wk_tag', body: { consent: null } }]);
    expect(collector.received[0]?.body).not.toHaveProperty('visitor');
  });

  it('asks as soon as a late SDK is ready', async () => {
    const { page } = await open('<tendero-recommendations></tendero-recommendations>', {
      sdk: null,
    });
    await page.locator('tendero-recommendations[state=empty]').waitFor({ state: 'attached' });
    expect(collector.received).toEqual([]);
    await page.evaluate((endpoint) => {
      window.sdk = { key: 'late', endpoint, consent: null, recent: [] };
      document.dispatchEvent(new CustomEvent('tendero-ready', { detail: null }));
    }, collector.endpoint);
    await page.locator('tendero-recommendations[state=ready]').waitFor();
    expect(collector.received).toMatchObject([{ key: 'late' }]);
  });

  it('reports each item once it was in view, and never what was below the fold', async () => {
    const { page, getOutcomes } = await open(
      `<tendero-recommendations limit="2"></tendero-recommendations>
       <p class="far"></p><tendero-recommendations slot-id="below"></tendero-recommendations>`,
    );
    await page.waitForFunction(() => window.outcomes.length >= 2);
    const seen = (item: string) => [
      'tendero-impression',
      { decision: 'd1', slot: 'recommendations', item_id: item },
    ];
    expect(await getOutcomes()).toEqual([seen('teapot'), seen('bowl')]);
  });

  it('reports a click with what led to it', async () => {
    const { page, getOutcomes } = await open(
      '<tendero-recommendations slot-id="home"></tendero-recommendations>',
    );
    await page.evaluate(() => {
      document.addEventListener('click', (event) => event.preventDefault());
    });
    await page.getByRole('link', { name: /bowl/ }).click();
    expect((await getOutcomes()).filter(([name]) => name === 'tendero-click')).toEqual([
      ['tendero-click', { decision: 'd1', slot: 'home', item_id: 'bowl' }],
    ]);
  });

  it('asks again when consent, item or cart change, and not when they stay the same', async () => {
    const { page } = await open('<tendero-recommendations></tendero-recommendations>');
    const widget = page.locator('tendero-recommendations');
    await page.locator('tendero-recommendations[state=ready]').waitFor();
    const expectRequests = (count: number) =>
      expect.poll(() => collector.received.length).toBe(count);
    const change = (name: string, value: string) =>
      widget.evaluate(
        (element, [key, next]) => element.setAttribute(key ?? '', next ?? ''),
        [name, value],
      );
    await change('item', 'pot');
    await expectRequests(2);
    await change('cart', 'a,b');
    await expectRequests(3);
    await change('cart', 'a, b');
    await page.evaluate(
      (consent) => {
        if (window.sdk) window.sdk.consent = consent;
        document.dispatchEvent(new CustomEvent('tendero-consent', { detail: consent }));
      },
      consentTo('granted', 5),
    );
    await expectRequests(4);
    await widget.evaluate((element) => {
      if (element instanceof HTMLElement && 'cart' in element) element.cart = ['c'];
    });
    await expectRequests(5);
    expect(collector.received.at(-1)?.body).toMatchObject({
      cart: ['c'],
      page: { item: 'pot' },
      consent: { at: 5 },
    });
  });

  it('keeps its room from loading to loaded, however many goods come', async () => {
    collector.answer = (request) => {
      const decision = answerAll(request);
      for (const slot of Object.values(decision.slots))
        if (slot.kind === 'recommendations') slot.items = slot.items.slice(0, 2);
      return decision;
    };
    const release = holdAnswer(collector);
    const { page } = await open('<tendero-recommendations></tendero-recommendations>');
    await page.locator('tendero-recommendations[state=loading]').waitFor();
    const measure = () => page.locator('tendero-recommendations').boundingBox();
    const before = await measure();
    release();
    await page.getByRole('link', { name: /bowl/ }).waitFor();
    expect(await measure()).toEqual(before);
  });

  it.each([
    ['the answer is an error', () => 503],
    ['nothing was found', () => ({ decision: 'd', slots: {} })],
    [
      'every address is dangerous',
      () => ({
        decision: 'd',
        slots: {
          recommendations: {
            kind: 'recommendations' as const,
            strategy: 'popular' as const,
            items: ITEMS.map((item) => ({ ...item, url: 'javascript:alert(1)' })),
          },
        },
      }),
    ],
  ])('takes no room when %s', async (_case, answer) => {
    collector.answer = answer;
    const { page } = await open('<tendero-recommendations></tendero-recommendations>');
    await page.locator('tendero-recommendations[state=empty]').waitFor({ state: 'attached' });
    expect(await page.locator('tendero-recommendations').boundingBox()).toBeNull();
    expect(await page.getByRole('link').count()).toBe(0);
  });

  it('shows words from data as words', async () => {
    collector.answer = (request) => {
      const decision = answerAll(request);
      for (const slot of Object.values(decision.slots)) {
        if (slot.kind === 'recommendations')
          slot.items = ITEMS.map((item) => ({ ...item, title: '<img src=x onerror=alert(1)>' }));
      }
      return decision;
    };
    const { page } = await open('<tendero-recommendations></tendero-recommendations>');
    await page.getByText('<img src=x onerror=alert(1)>').first().waitFor();
    expect(await page.locator('img[src=x]').count()).toBe(0);
  });

  it('does not widen a narrow page', async () => {
    const { page } = await open('<tendero-recommendations></tendero-recommendations>', {
      context: { viewport: { width: 320, height: 700 } },
    });
    await page.locator('tendero-recommendations[state=ready]').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});

/** Holds every answer until the returned function is called. */
function holdAnswer(collector: FakeCollector): () => void {
  const { answer } = collector;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  collector.answer = async (request) => {
    await released;
    const decision = await answer(request);
    if (typeof decision === 'number') throw new Error(`expected a decision, got ${decision}`);
    return decision;
  };
  return release;
}
