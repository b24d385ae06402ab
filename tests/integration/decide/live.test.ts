import type { CatalogItem, DecideRequest, Slot } from '@tendero/schema';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { goods } from '../../support/catalog-of.ts';
import {
  openTestCollector,
  TEST_ORIGIN,
  TEST_SITE,
  type TestCollector,
} from '../../support/open-test-collector.ts';
import { ALL, decisionOf, makeContext, makeEvent, makeVisitor, send } from '../../support/wire.ts';

/** A second is the aim; a busy machine may take longer without anything being wrong. */
const SOON = { timeout: 10_000, interval: 20 };
const DAY_MS = 86_400_000;

let collector: TestCollector;
beforeAll(async () => {
  collector = await openTestCollector();
  await put(...'abcdef'.split('').map((id) => goods(id)));
});
afterAll(() => collector.remove());

const authorized = { Authorization: `Bearer ${TEST_SITE.secretKeys[0]}` };

async function put(...items: CatalogItem[]): Promise<void> {
  const answer = await collector.app.request('/v1/catalog/items', {
    method: 'PUT',
    headers: { ...authorized, 'Content-Type': 'application/x-ndjson' },
    body: items.map((item) => JSON.stringify(item)).join('\n'),
  });
  expect(answer.status).toBe(200);
}

const decided = z.object({
  slots: z.record(
    z.string(),
    z.object({
      strategy: z.string(),
      items: z.array(
        z.object({ item_id: z.string(), reason: z.looseObject({ code: z.string() }) }),
      ),
    }),
  ),
});

async function ask(slot: Partial<Slot>, changes: Partial<DecideRequest> = {}) {
  const request: DecideRequest = {
    v: 1,
    consent: null,
    page: { url: `${TEST_ORIGIN}/` },
    cart: [],
    recent: [],
    slots: [{ id: 'home', kind: 'recommendations', limit: 50, ...slot }],
    ...changes,
  };
  const answer = await collector.app.request(`/v1/decide?key=${TEST_SITE.writeKeys[0]}`, {
    method: 'POST',
    headers: { Origin: TEST_ORIGIN },
    body: JSON.stringify(request),
  });
  const home = decided.parse(await answer.json()).slots['home'];
  return {
    strategy: home?.strategy,
    items: home?.items ?? [],
    ids: home?.items.map((item) => item.item_id) ?? [],
  };
}

async function enter(...itemIds: string[]) {
  const context = makeContext({ visitor: makeVisitor() });
  const views = itemIds.map((id) => makeEvent({ type: 'view_item', items: [{ item_id: id }] }));
  await send(collector, [context], [decisionOf(context), ...views]);
  return { visitor: context.visitor ?? '', consent: context.consent };
}

async function order(id: string, itemIds: readonly string[], changes: object) {
  const items = itemIds.map((item_id) => ({ item_id, price: 10, quantity: 1 }));
  const event = {
    id: `event-${id}`,
    type: 'purchase',
    time: Date.now(),
    transaction_id: id,
    currency: 'EUR',
    items,
  };
  const answer = await collector.app.request('/v1/server/events', {
    method: 'POST',
    headers: authorized,
    body: JSON.stringify({ v: 1, events: [{ ...event, ...changes }] }),
  });
  expect(answer.status).toBe(202);
}

describe('without waiting', () => {
  test('a click changes the next answer to the same person', async () => {
    const person = await enter('b');
    const shelf = await ask({ strategy: 'recently_viewed' }, person);
    expect(shelf).toMatchObject({ strategy: 'recently_viewed', ids: ['b'] });
  });

  test('an accepted click is on the rise', async () => {
    await enter('d');
    await enter('d');
    const { items } = await ask({ strategy: 'trending' });
    expect(items[0]).toMatchObject({ item_id: 'd', reason: { code: 'trending' } });
  });

  test('a new item can be recommended, and is the newest', async () => {
    await put(goods('fresh', { category: ['Novel'] }));
    await vi.waitFor(async () => {
      expect((await ask({ strategy: 'new' })).items[0]).toMatchObject({
        item_id: 'fresh',
        reason: { code: 'new' },
      });
      expect((await ask({ strategy: 'popular' })).ids).toContain('fresh');
    }, SOON);
  });

  test('what is sold out is gone, and comes back', async () => {
    expect((await ask({})).ids).toContain('c');
    await put(goods('c', { availability: 'out_of_stock' }));
    await vi.waitFor(async () => expect((await ask({})).ids).not.toContain('c'), SOON);
    await put(goods('c'));
    await vi.waitFor(async () => expect((await ask({})).ids).toContain('c'), SOON);
  });
});

describe('after a restart', () => {
  test('knows what somebody buys again and that it is due, what is new and what is on the rise', async () => {
    const buyer = await enter();
    const stranger = await enter();
    const visitor = { visitor_id: buyer.visitor };
    await order('1', ['e'], { ...visitor, time: Date.now() - 60 * DAY_MS });
    await order('2', ['e', 'f'], { ...visitor, time: Date.now() - 30 * DAY_MS });
    const check = async () => {
      const mine = await ask({ strategy: 'replenish' }, buyer);
      expect(mine).toMatchObject({ strategy: 'replenish', ids: ['e'] });
      expect(mine.items[0]?.reason.code).toBe('bought_before');
      expect((await ask({ strategy: 'replenish' }, stranger)).strategy).not.toBe('replenish');
      expect((await ask({ strategy: 'replenish' })).strategy).not.toBe('replenish');
      expect((await ask({ strategy: 'new' })).ids[0]).toBe('fresh');
      expect(
        (await ask({ strategy: 'trending' })).items.find((item) => item.item_id === 'd')?.reason
          .code,
      ).toBe('trending');
    };
    await check();
    collector = await collector.restart();
    await collector.learned;
    await check();
  });

  test('forgets what somebody bought when they withdraw', async () => {
    const { visitor, consent } = await enter();
    for (const days of [60, 30]) {
      await order(`of-${days}`, ['a'], { visitor_id: visitor, time: Date.now() - days * DAY_MS });
    }
    expect((await ask({ strategy: 'replenish' }, { visitor, consent })).ids).toEqual(['a']);
    const states = { ...ALL, personalization: 'denied' } as const;
    const context = makeContext({ visitor, consent: { ...consent, states, at: Date.now() } });
    await send(collector, [context], [decisionOf(context)]);
    expect((await ask({ strategy: 'replenish' }, { visitor, consent })).strategy).not.toBe(
      'replenish',
    );
  });
});
