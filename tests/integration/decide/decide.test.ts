import type { ConsentStates, Decision, DecideRequest } from '@tendero/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goods } from '../../support/catalog-of.ts';
import {
  openTestCollector,
  TEST_ORIGIN,
  TEST_SITE,
  type TestCollector,
} from '../../support/open-test-collector.ts';
import {
  ALL,
  decisionOf,
  makeContext,
  makeEvent,
  makeVisitor,
  NOTHING,
  send,
} from '../../support/wire.ts';

const texts = { en: 'Tea week' };
const offer = {
  type: 'interest',
  category: 'Tea',
  views: 2,
  url: '/tea',
  title: texts,
  text: texts,
  action: texts,
};
const tea = (id: string) => goods(id, { category: ['Kitchen', 'Tea'] });
const ITEMS = [...'abcdef'.split('').map((id) => goods(id)), tea('t1'), tea('t2'), tea('t3')];

let collector: TestCollector;
beforeAll(async () => {
  collector = await openTestCollector({ site: { offers: [{ id: 'tea-week', ...offer }] } });
  const answer = await collector.app.request('/v1/catalog/items', {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${TEST_SITE.secretKeys[0]}`,
      'Content-Type': 'application/x-ndjson',
    },
    body: ITEMS.map((item) => JSON.stringify(item)).join('\n'),
  });
  expect(answer.status).toBe(200);
});
afterAll(() => collector.remove());

async function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return collector.app.request(`/v1/decide?key=${TEST_SITE.writeKeys[0]}`, {
    method: 'POST',
    headers: { Origin: TEST_ORIGIN, 'Content-Type': 'text/plain', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const request: DecideRequest = {
  v: 1,
  consent: null,
  page: { url: `${TEST_ORIGIN}/` },
  cart: [],
  recent: [],
  slots: [
    { id: 'more', kind: 'recommendations', limit: 3 },
    { id: 'offer', kind: 'offer' },
  ],
};

async function decide(changes: Partial<DecideRequest> = {}) {
  const answer = await post({ ...request, ...changes });
  expect(answer.status).toBe(200);
  const decision: Decision = await answer.json();
  const { more, offer: shown } = decision.slots;
  return {
    decision: decision.decision,
    items: more?.kind === 'recommendations' ? more.items : [],
    offer: shown?.kind === 'offer' ? shown.offer : undefined,
  };
}

interface Visit {
  readonly visitor?: string;
  readonly states?: ConsentStates;
}

/** One session of a visitor who decides, then looks at the items. */
async function browse(
  items: readonly string[],
  { visitor = makeVisitor(), states = ALL }: Visit = {},
) {
  const context = makeContext({ visitor, consent: { states, version: '1', at: Date.now() } });
  const views = items.map((id) => makeEvent({ type: 'view_item', items: [{ item_id: id }] }));
  await send(collector, [context], [decisionOf(context), ...views]);
  return { visitor, consent: context.consent };
}

test('answers a visitor who refused with popular items and no identifier, never to be cached', async () => {
  const answer = await post(request);
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(TEST_ORIGIN);
  expect(answer.headers.get('Set-Cookie')).toBeNull();
  const { items, offer: shown, decision } = await decide();
  expect(items).toHaveLength(3);
  expect(shown).toBeNull();
  expect(decision).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('shows on the cart page an offer to anybody with something of its category in the cart', async () => {
  const { offer: shown } = await decide({ cart: ['t1'] });
  expect(shown).toMatchObject({ offer_id: 'tea-week', title: 'Tea week', reason: { with: 'Tea' } });
});

test('a click changes the next answer, for everybody', async () => {
  const related = () => decide({ page: { ...request.page, item: 'd' } });
  expect((await related()).items[0]?.reason.code).toBe('similar_to');
  await browse(['d', 'f']);
  expect((await related()).items[0]).toMatchObject({
    item_id: 'f',
    title: 'Thing f',
    reason: { code: 'viewed_with', with: 'd' },
  });
});

describe('what a person looked at', () => {
  test('is used while it is allowed, and from the withdrawal on no more', async () => {
    const { visitor, consent } = await browse(['t1', 't2']);
    const before = await decide({ visitor, consent });
    expect(before.offer).toMatchObject({ offer_id: 'tea-week' });

    await browse([], { visitor, states: { ...ALL, personalization: 'denied' } });
    expect((await decide({ visitor, consent, recent: ['t1', 't2'] })).offer).toBeNull();
  });

  test('leads nobody anywhere after its withdrawal', async () => {
    const { visitor } = await browse(['b', 'e']);
    const related = async () => (await decide({ page: { ...request.page, item: 'b' } })).items[0];
    expect(await related()).toMatchObject({ item_id: 'e', reason: { code: 'viewed_with' } });
    await browse([], { visitor, states: NOTHING });
    expect((await related())?.reason.code).toBe('similar_to');
  });

  test('is not used on the word of the request alone', async () => {
    const consent = { states: ALL, version: '1', at: Date.now() };
    const visitor = makeVisitor();
    expect((await decide({ visitor, consent, recent: ['t1', 't2', 't3'] })).offer).toBeNull();
  });

  test('is known again after a restart', async () => {
    const { visitor, consent } = await browse(['t2', 't3']);
    await browse(['a', 'c']);
    collector = await collector.restart();
    expect((await decide({ visitor, consent })).offer).toMatchObject({ offer_id: 'tea-week' });
    expect((await decide({ page: { ...request.page, item: 'a' } })).items[0]).toMatchObject({
      item_id: 'c',
      reason: { code: 'viewed_with', with: 'a' },
    });
  });
});

describe('a request that is not as it should be', () => {
  test.each([
    ['no JSON', 'not json', 400, 'not_json'],
    [
      'an unknown slot kind',
      { ...request, slots: [{ id: 'x', kind: 'popup' }] },
      400,
      'invalid_body',
    ],
    ['no slots', { ...request, slots: [] }, 400, 'invalid_body'],
    ['over 64 KiB', ' '.repeat(65_537), 413, 'too_large'],
  ])('is refused for %s', async (_, body, status, code) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ code });
  });

  test('is told the place of the fault', async () => {
    const answer = await post({ ...request, slots: [{ id: 'x', kind: 'popup' }] });
    expect(await answer.json()).toMatchObject({
      detail: expect.stringMatching(/^slots\.0\.kind: /),
    });
  });

  test('is refused for two slots of one id, and told which', async () => {
    const [slot] = request.slots;
    const answer = await post({ ...request, slots: [...request.slots, { ...slot, limit: 1 }] });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'duplicate_slot',
      detail: expect.stringMatching(/^slots\.2\.id: slots\.0 has the same id\. Give each /),
      expected: expect.any(String),
      got: 'more',
    });
  });

  test('is refused from another origin', async () => {
    const answer = await post(request, { Origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
  });
});
