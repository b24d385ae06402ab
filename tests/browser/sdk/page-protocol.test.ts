import type { ConsentSnapshot, PageContext, SlotOutcome } from '@tendero/schema';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { type FakeCollector, startCollector } from './support/fake-collector.ts';
import { expectTypes } from './support/shop.ts';
import { call, decide, GRANTED, openShop, REFUSED, shopHtml, visit } from './support/shop-page.ts';

declare global {
  /** What the SDK said to the page, in its order. */
  var heard: [type: string, consent: ConsentSnapshot | null][];
}

const START = ['consent_update', 'page_view'];

let browser: Browser;
let context: BrowserContext;
let collector: FakeCollector;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  collector = await startCollector(shopHtml);
  context = await browser.newContext();
  // Notes what the SDK says from its first moment on.
  await context.addInitScript(() => {
    globalThis.heard = [];
    for (const type of ['tendero-ready', 'tendero-consent']) {
      const hear = ({ detail }: CustomEvent<ConsentSnapshot | null>) =>
        void heard.push([type, detail]);
      const page: { addEventListener(name: string, run: typeof hear): void } = document;
      page.addEventListener(type, hear);
    }
  });
  page = await openShop(context, collector);
});
afterEach(async () => {
  await context.close();
  await collector.stop();
});

function ask(version = 1): Promise<PageContext | null> {
  return page.evaluate((asked) => {
    let answer: PageContext | null = null;
    const detail = {
      version: asked,
      respond: (given: PageContext) => {
        answer = given;
      },
    };
    document.dispatchEvent(new CustomEvent('tendero-request', { detail }));
    return answer;
  }, version);
}

function readHeard(): Promise<[string, ConsentSnapshot | null][]> {
  return page.evaluate(() => heard);
}

async function viewItems(...ids: string[]): Promise<void> {
  for (const item_id of ids) await call(page, 'viewItem', { items: [{ item_id }] });
}

async function dispatch(type: string, detail: SlotOutcome): Promise<void> {
  await page.evaluate(
    ([name, outcome]) => {
      const init = { bubbles: true, composed: true, detail: outcome };
      document.body.dispatchEvent(new CustomEvent(name, init));
    },
    [type, detail] as const,
  );
}

test('answers a request without a person before a decision', async () => {
  await viewItems('teapot');
  expect(await ask()).toEqual({
    key: 'wk_test',
    endpoint: collector.url,
    consent: null,
    recent: [],
  });
  expect(await readHeard()).toEqual([['tendero-ready', null]]);
});

test('names visitor, consent and the items seen, newest first, once granted', async () => {
  await decide(page, GRANTED);
  await viewItems('teapot', 'cup', 'teapot');
  await visit(page, collector, '/next');
  const answer = await ask();
  expect(answer?.visitor).toMatch(/^[0-9a-f]{32}$/);
  expect(answer?.consent).toMatchObject({ states: GRANTED, version: '1' });
  expect(answer?.recent).toEqual(['teapot', 'cup']);
});

test('keeps no items without personalization, and forgets those it had', async () => {
  await decide(page, GRANTED);
  await viewItems('teapot');
  await decide(page, { ...GRANTED, personalization: 'denied' });
  await viewItems('cup');
  expect((await ask())?.recent).toEqual([]);
  expect(await page.evaluate(() => localStorage.getItem('tendero-recent'))).toBeNull();
});

test('leaves a request of a later protocol to a later SDK', async () => {
  expect(await ask(2)).toBeNull();
});

test('tells each change of consent, and at the start the one that is known', async () => {
  await decide(page, GRANTED);
  await decide(page, REFUSED);
  expect((await readHeard()).map(([type, consent]) => [type, consent?.states])).toEqual([
    ['tendero-ready', undefined],
    ['tendero-consent', GRANTED],
    ['tendero-consent', REFUSED],
  ]);
  await visit(page, collector, '/next');
  expect((await readHeard()).map(([type, consent]) => [type, consent?.states])).toEqual([
    ['tendero-ready', undefined],
    ['tendero-consent', REFUSED],
  ]);
});

test('turns what becomes of slots into events that name the decision', async () => {
  await decide(page, GRANTED);
  const goods = { decision: 'd1', slot: 's1', item_id: 'teapot' };
  const offer = { decision: 'd1', slot: 's2', offer_id: 'ten_off' };
  await dispatch('tendero-impression', goods);
  await dispatch('tendero-click', goods);
  await dispatch('tendero-impression', offer);
  await dispatch('tendero-click', offer);
  await dispatch('tendero-close', offer);
  const types = ['view_item_list', 'select_item', 'view_promotion', 'select_promotion'];
  const events = await expectTypes(collector, [...START, ...types, 'close_promotion']);
  expect(events[2]).toMatchObject({
    items: [{ item_id: 'teapot' }],
    properties: { decision: 'd1', slot: 's1' },
  });
  expect(events[4]?.properties).toEqual({ decision: 'd1', slot: 's2', promotion_id: 'ten_off' });
  expect(events[4]).not.toHaveProperty('items');
});
