import { afterAll, beforeAll, expect, test } from 'vitest';
import { goods } from '../support/catalog-of.ts';
import { checkKept, NOTHING_WRONG } from '../support/check-kept.ts';
import {
  OUTAGES,
  startClickHouseFront,
  type ClickHouseFront,
} from '../support/clickhouse-front.ts';
import {
  openTestCollector,
  TEST_OPERATOR_KEY,
  TEST_ORIGIN,
  TEST_SITE,
} from '../support/open-test-collector.ts';
import { decisionOf, makeContext, makeEvent, send } from '../support/wire.ts';

type Opened = Awaited<ReturnType<typeof openTestCollector>>;

const context = makeContext();
const acknowledged: string[] = [];
const ITEM = 'teapot';
let front: ClickHouseFront;
let collector: Opened;

beforeAll(async () => {
  front = await startClickHouseFront();
  collector = await openTestCollector({ url: front.url });
  await putItem();
  await accept(decisionOf(context));
  await collector.drainNow();
});
afterAll(async () => {
  await collector.remove();
  await front.close();
});

function putItem(): Promise<Response> {
  return Promise.resolve(
    collector.app.request('/v1/catalog/items', {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${TEST_SITE.secretKeys[0]}`,
        'Content-Type': 'application/x-ndjson',
      },
      body: JSON.stringify(goods(ITEM)),
    }),
  );
}

/** Sends events of the one visitor; each must be stored. */
async function accept(...events: readonly ReturnType<typeof makeEvent>[]): Promise<void> {
  const receipt = await send(collector, [context], events);
  expect(receipt.outcomes).toMatchObject({ stored: events.length });
  acknowledged.push(...events.map(({ id }) => id));
}

async function decide(): Promise<Response> {
  return collector.app.request(`/v1/decide?key=${TEST_SITE.writeKeys[0]}`, {
    method: 'POST',
    headers: { Origin: TEST_ORIGIN },
    body: JSON.stringify({
      v: 1,
      consent: null,
      page: { url: `${TEST_ORIGIN}/` },
      cart: [],
      recent: [],
      slots: [{ id: 's', kind: 'recommendations', strategy: 'popular', limit: 3 }],
    }),
  });
}

async function isWaiting(): Promise<boolean> {
  const answer = await collector.app.request('/metrics', {
    headers: { Authorization: `Bearer ${TEST_OPERATOR_KEY}` },
  });
  return /^tendero_journal_segments_waiting [1-9]/m.test(await answer.text());
}

/** Nobody asks for a drain: the backlog has to go by itself. */
async function expectAllKept(): Promise<void> {
  await expect.poll(() => missing(), { timeout: 40_000, interval: 200 }).toEqual([]);
  await collector.drainNow();
  expect(await checkKept(collector.database, acknowledged)).toMatchObject(NOTHING_WRONG);
}

async function missing(): Promise<readonly string[]> {
  const kept = await checkKept(collector.database, acknowledged).catch(() => undefined);
  return kept?.missing ?? ['no answer'];
}

test.each(OUTAGES)(
  'a server that is %s: events are accepted, decisions made, and nothing is lost',
  async (outage) => {
    await front.suffer(outage);
    for (let batch = 0; batch < 4; batch += 1) await accept(makeEvent(), makeEvent());
    const answer = await decide();
    expect(answer.status).toBe(200);
    expect(JSON.stringify(await answer.json())).toContain(ITEM);
    // the drain has met the outage
    await expect.poll(() => isWaiting(), { timeout: 10_000, interval: 20 }).toBe(true);
    await front.suffer(undefined);
    await expectAllKept();
  },
);

test('a replay while the server fails is refused for now, and works afterwards', async () => {
  const replay = () =>
    collector.app.request('/operate/replays', {
      method: 'POST',
      headers: { Authorization: `Bearer ${TEST_OPERATOR_KEY}` },
    });
  await front.suffer('failing');
  await accept(makeEvent());
  const refused = await replay();
  expect(refused.status).toBe(503);
  expect(refused.headers.get('Retry-After')).toMatch(/^\d+$/);
  expect(await refused.json()).toMatchObject({ code: 'database_unavailable', retry: true });
  await front.suffer(undefined);
  expect((await replay()).status).toBe(200);
  await expectAllKept();
});

test('a server that is killed in mid-insert, again and again', async () => {
  for (let crash = 0; crash < 2; crash += 1) {
    const crashing = front.crash();
    for (let batch = 0; batch < 20; batch += 1) await accept(makeEvent(), makeEvent());
    await crashing;
  }
  await expectAllKept();
});

test('a start while the server is away: events are accepted by the consent kept here, the rest comes with the server', async () => {
  await front.suffer('refusing');
  collector = await collector.restart({ isAway: true });
  await accept(makeEvent({ type: 'view_item', items: [{ item_id: ITEM }] }));
  expect((await decide()).status).toBe(200);
  expect((await putItem()).status).toBe(503);
  await front.suffer(undefined);
  await expectAllKept();
  await collector.learned;
  expect(JSON.stringify(await (await decide()).json())).toContain(ITEM);
  expect((await putItem()).status).toBe(200);
});
