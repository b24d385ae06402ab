import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogItem } from '@tendero/schema';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { ruleSet } from '../../../collector/src/rules/rule.ts';
import { goods } from '../../support/catalog-of.ts';
import { type ClickHouseFront, startClickHouseFront } from '../../support/clickhouse-front.ts';
import {
  openTestCollector,
  TEST_ORIGIN,
  TEST_SITE,
  type TestCollector,
} from '../../support/open-test-collector.ts';
import { ALL, decisionOf, makeContext, makeEvent, makeVisitor, send } from '../../support/wire.ts';

/** Five seconds are the aim; a busy machine may take longer without anything being wrong. */
const SOON = { timeout: 25_000, interval: 100 };

/** Older than what events are read again for. */
const BEHIND_MS = 60_000;

let front: ClickHouseFront;
let here: TestCollector;
let there: TestCollector;
beforeAll(async () => {
  front = await startClickHouseFront();
  // a database is called after the last part of the folder
  const open = (folder: string) =>
    openTestCollector({ url: front.url, dataDir: join(folder, 'peers') });
  here = await open(mkdtempSync(join(tmpdir(), 'tendero-here-')));
  there = await open(mkdtempSync(join(tmpdir(), 'tendero-there-')));
  // the other one began with an empty shop
  await put('abcdef'.split('').map((id) => goods(id)));
  await vi.waitFor(async () => expect((await ask(there, 'new')).ids).toHaveLength(6), SOON);
});
afterAll(async () => {
  await here.remove();
  await there.remove();
  await front.close();
});

const authorized = { Authorization: `Bearer ${TEST_SITE.secretKeys[0]}` };

async function put(items: readonly CatalogItem[]): Promise<void> {
  const answer = await here.app.request('/v1/catalog/items', {
    method: 'PUT',
    headers: { ...authorized, 'Content-Type': 'application/x-ndjson' },
    body: items.map((item) => JSON.stringify(item)).join('\n'),
  });
  expect(answer.status).toBe(200);
}

const decided = z.object({
  slots: z.object({
    home: z.object({
      strategy: z.string(),
      items: z.array(z.object({ item_id: z.string() })),
    }),
  }),
});

async function ask(collector: TestCollector, strategy: string, changes: object = {}) {
  const answer = await collector.app.request(`/v1/decide?key=${TEST_SITE.writeKeys[0]}`, {
    method: 'POST',
    headers: { Origin: TEST_ORIGIN },
    body: JSON.stringify({
      v: 1,
      consent: null,
      page: { url: TEST_ORIGIN },
      cart: [],
      recent: [],
      slots: [{ id: 'home', kind: 'recommendations', strategy, limit: 6 }],
      ...changes,
    }),
  });
  const { home } = decided.parse(await answer.json()).slots;
  return { strategy: home.strategy, ids: home.items.map((item) => item.item_id) };
}

test('what one collector accepts changes the answers of another, and a withdrawal ends that', async () => {
  const context = makeContext({ visitor: makeVisitor() });
  const time = Date.now();
  const views = ['d', 'f'].map((id, index) =>
    makeEvent({ type: 'view_item', time: time - 1_000 + index, items: [{ item_id: id }] }),
  );
  await send(here, [context], [decisionOf(context), ...views]);
  const asker = { visitor: context.visitor, consent: context.consent };
  await vi.waitFor(async () => {
    expect(await ask(there, 'recently_viewed', asker)).toEqual({
      strategy: 'recently_viewed',
      ids: ['f', 'd'],
    });
    expect((await ask(there, 'trending')).strategy).toBe('trending');
  }, SOON);

  const states = { ...ALL, personalization: 'denied' } as const;
  const withdrawn = makeContext({ ...context, consent: { states, version: '1', at: Date.now() } });
  await send(here, [withdrawn], [decisionOf(withdrawn)]);
  await vi.waitFor(
    async () =>
      expect((await ask(there, 'recently_viewed', asker)).strategy).not.toBe('recently_viewed'),
    SOON,
  );
});

test('a withdrawal that another collector took long ago, by its clock, ends that too', async () => {
  const at = Date.now() - 2 * BEHIND_MS;
  const context = makeContext({
    visitor: makeVisitor(),
    consent: { states: ALL, version: '1', at },
  });
  const view = makeEvent({ type: 'view_item', items: [{ item_id: 'b' }] });
  await send(here, [context], [decisionOf(context), view]);
  const asker = { visitor: context.visitor, consent: context.consent };
  await vi.waitFor(
    async () =>
      expect((await ask(there, 'recently_viewed', asker)).strategy).toBe('recently_viewed'),
    SOON,
  );

  const behind = await openTestCollector({
    url: front.url,
    dataDir: join(mkdtempSync(join(tmpdir(), 'tendero-behind-')), 'peers'),
    clock: () => Date.now() - BEHIND_MS,
  });
  const states = { ...ALL, personalization: 'denied' } as const;
  const withdrawn = makeContext({ ...context, consent: { states, version: '1', at: Date.now() } });
  await send(behind, [withdrawn], [decisionOf(withdrawn)]);
  await vi.waitFor(
    async () =>
      expect((await ask(there, 'recently_viewed', asker)).strategy).not.toBe('recently_viewed'),
    SOON,
  );
  await behind.remove();
});

test('what the console of one saves holds in another', async () => {
  const rules = [
    { id: 'hide', isOn: true, slots: [], categories: [], type: 'exclude', match: { items: ['a'] } },
  ];
  expect((await ask(there, 'new')).ids).toContain('a');
  await here.settings.save('shop', { kind: 'rules', content: ruleSet.parse({ rules }) }, 'ana');
  await vi.waitFor(async () => expect((await ask(there, 'new')).ids).not.toContain('a'), SOON);
});

test('what one takes into its catalogue, sells out and takes back, another shows and no longer shows', async () => {
  const before = (await ask(there, 'new')).ids;
  expect(before).toEqual(expect.arrayContaining(['c', 'e']));
  await put([goods('new'), goods('c', { availability: 'out_of_stock' })]);
  await here.app.request('/v1/catalog/items/e', { method: 'DELETE', headers: authorized });
  await vi.waitFor(async () => {
    const { ids } = await ask(there, 'new');
    expect(ids[0]).toBe('new');
    expect(ids).not.toContain('c');
    expect(ids).not.toContain('e');
  }, SOON);
});

test('a withdrawal that another collector took counts after a restart while the database is away', async () => {
  const context = makeContext({ visitor: makeVisitor() });
  await send(there, [context], [decisionOf(context)]);
  await there.drainNow();
  const states = { ...ALL, analytics: 'denied', personalization: 'denied' } as const;
  const withdrawn = makeContext({ ...context, consent: { states, version: '1', at: Date.now() } });
  const decision = decisionOf(withdrawn);
  await send(here, [withdrawn], [decision]);
  const copy = join(there.dataDir, 'consent.copy');
  await vi.waitFor(async () => expect(await readFile(copy, 'utf8')).toContain(decision.id), SOON);

  await front.suffer('refusing');
  there = await there.restart({ isAway: true });
  const { outcomes } = await send(there, [context], [makeEvent()]);
  expect(outcomes).toMatchObject({ stored: 0, no_consent: 1 });
  await front.suffer(undefined);
});
