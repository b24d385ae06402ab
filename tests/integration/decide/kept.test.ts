import type { ConsentStates, DecideRequest } from '@tendero/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { NO_TRIALS } from '../../../collector/src/experiments/experiment.ts';
import { NO_RULES, ruleSet } from '../../../collector/src/rules/rule.ts';
import { goods } from '../../support/catalog-of.ts';
import {
  openTestCollector,
  TEST_ORIGIN,
  TEST_SITE,
  type TestCollector,
} from '../../support/open-test-collector.ts';
import { ALL, decisionOf, makeContext, makeVisitor, NOTHING, send } from '../../support/wire.ts';

let collector: TestCollector;
beforeAll(async () => {
  collector = await openTestCollector();
  const answer = await collector.app.request('/v1/catalog/items', {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${TEST_SITE.secretKeys[0]}`,
      'Content-Type': 'application/x-ndjson',
    },
    body: 'abcdef'
      .split('')
      .map((id) => JSON.stringify(goods(id)))
      .join('\n'),
  });
  expect(answer.status).toBe(200);
});
afterAll(() => collector.remove());

/** Decides for a visitor whose decision the ledger has; returns the items of the slot. */
async function decideFor(visitor: string | undefined, states: ConsentStates) {
  const consent = { states, version: '1', at: Date.now() };
  const context = makeContext({ ...(visitor !== undefined && { visitor }), consent });
  await send(collector, [context], [decisionOf(context)]);
  const request: DecideRequest = {
    v: 1,
    ...(visitor !== undefined && { visitor }),
    consent,
    page: { url: `${TEST_ORIGIN}/` },
    cart: [],
    recent: [],
    slots: [{ id: 'home', kind: 'recommendations', strategy: 'for_you', limit: 3 }],
  };
  const answer = await collector.app.request(`/v1/decide?key=${TEST_SITE.writeKeys[0]}`, {
    method: 'POST',
    headers: { Origin: TEST_ORIGIN },
    body: JSON.stringify(request),
  });
  const decided = z
    .object({
      slots: z.object({ home: z.object({ items: z.array(z.object({ item_id: z.string() })) }) }),
    })
    .parse(await answer.json());
  return decided.slots.home.items.map((item) => item.item_id);
}

const row = z.object({
  visitor_id: z.string(),
  purposes: z.array(z.string()),
  strategy: z.string(),
  experiment: z.string(),
  held_out: z.boolean(),
  item_ids: z.array(z.string()),
  propensities: z.array(z.number()),
});

async function keptFor(visitor: string, view = 'decisions_analytics') {
  await collector.drainNow();
  return collector.database.serve.query({
    sql: `SELECT visitor_id, purposes, strategy, experiment, held_out, item_ids, propensities
      FROM ${view} WHERE visitor_id = {visitor: String}`,
    params: { visitor },
    row,
  });
}

describe('a decision', () => {
  test('is kept with what was shown and how likely that was', async () => {
    const visitor = makeVisitor();
    const items = await decideFor(visitor, ALL);
    expect(await keptFor(visitor)).toEqual([
      {
        visitor_id: visitor,
        purposes: ['analytics', 'personalization'],
        strategy: 'for_you',
        experiment: '',
        held_out: false,
        item_ids: items,
        propensities: [1, 1, 1],
      },
    ]);
  });

  test.each([
    [
      'for reports only with analytics alone',
      'analytics',
      'decisions_analytics',
      'decisions_personalization',
    ],
    [
      'for decisions only with personalization alone',
      'personalization',
      'decisions_personalization',
      'decisions_analytics',
    ],
  ] as const)('is kept %s', async (_, purpose, inside, outside) => {
    const visitor = makeVisitor();
    await decideFor(visitor, { ...NOTHING, [purpose]: 'granted' });
    expect(await keptFor(visitor, inside)).toMatchObject([{ purposes: [purpose] }]);
    expect(await keptFor(visitor, outside)).toEqual([]);
  });

  test('is not kept without consent, and is out of sight from the withdrawal on', async () => {
    const refuser = makeVisitor();
    await decideFor(refuser, NOTHING);
    expect(await keptFor(refuser, 'decisions')).toEqual([]);
    const leaver = makeVisitor();
    await decideFor(leaver, ALL);
    expect(await keptFor(leaver)).toHaveLength(1);
    await decideFor(leaver, NOTHING);
    expect(await keptFor(leaver)).toEqual([]);
  });
});

describe('what the console saves', () => {
  const place = { id: 'hide', isOn: true, slots: [], categories: [] };
  const hideA = ruleSet.parse({ rules: [{ ...place, type: 'exclude', match: { items: ['a'] } }] });

  test('is in force at once, and after a restart', async () => {
    await collector.settings.save('shop', { kind: 'rules', content: hideA }, 'ana');
    expect(await decideFor(makeVisitor(), ALL)).toEqual(['b', 'c', 'd']);
    collector = await collector.restart();
    expect(await decideFor(makeVisitor(), ALL)).toEqual(['b', 'c', 'd']);
    expect(collector.settings.of('other').rules).toEqual(NO_RULES);
  });

  test('of an experiment decides who sees what, and says so in what is kept', async () => {
    const content = { ...NO_TRIALS, holdout: { share: 0.5, startedAt: 1 } };
    await collector.settings.save('shop', { kind: 'trials', content }, 'ana');
    const visitors = Array.from({ length: 12 }, makeVisitor);
    for (const visitor of visitors) await decideFor(visitor, ALL);
    const rows = await Promise.all(visitors.map((visitor) => keptFor(visitor)));
    const held = rows.flat().filter((one) => one.held_out);
    expect(held.length).toBeGreaterThan(0);
    expect(held.length).toBeLessThan(12);
    for (const one of held) expect(one.strategy).toBe('popular');
  });

  test('is left as it was where it can’t be read', async () => {
    const line = {
      site_id: 'shop',
      kind: 'rules',
      version: Date.now() * 2,
      content: '{"rules":1}',
      saved_by: '',
      saved_at: new Date().toISOString(),
    };
    await collector.database.write.insert('site_settings', [
      Buffer.from(`${JSON.stringify(line)}\n`),
    ]);
    await collector.settings.refresh();
    expect(collector.settings.of('shop').rules).toEqual(hideA);
    expect(collector.log()).toContain('settings of a newer collector');
  });
});
