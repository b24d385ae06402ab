import { randomUUID } from 'node:crypto';
import { type Context, LIMITS } from '@tendero/schema';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import {
  openTestCollector,
  TEST_OPERATOR_KEY,
  type TestCollector,
} from '../../support/open-test-collector.ts';
import { decisionOf, makeContext, makeEvent, NOTHING, send } from '../../support/wire.ts';

let collector: TestCollector;
beforeAll(async () => {
  collector = await openTestCollector();
});
afterAll(() => collector.remove());

const asideRow = z.object({
  outcome: z.string(),
  code: z.string(),
  event_id: z.string(),
  body: z.string(),
});

function readAside(outcome: string) {
  return collector.database.serve.query({
    sql: 'SELECT outcome, code, event_id, body FROM events_set_aside FINAL WHERE outcome = {outcome: String}',
    params: { outcome },
    row: asideRow,
  });
}

/** What an older, stricter contract would have set aside of an event that today's accepts. */
async function setAside(context: Context, id: string): Promise<void> {
  const kept = { event: makeEvent({ id, type: 'search' }), context, sentAt: Date.now() };
  const row = {
    site_id: 'shop',
    line_id: randomUUID(),
    event_id: id,
    received_at: new Date().toISOString(),
    outcome: 'rejected',
    code: 'bad_event',
    path: 'type',
    message: 'not known then',
    visitor_id: context.visitor,
    body: JSON.stringify(kept),
  };
  await collector.database.write.insert('events_set_aside', [
    Buffer.from(`${JSON.stringify(row)}\n`),
  ]);
}

async function replay(): Promise<unknown> {
  const answer = await collector.app.request('/operate/replays', {
    method: 'POST',
    headers: { Authorization: `Bearer ${TEST_OPERATOR_KEY}` },
  });
  expect(answer.status).toBe(200);
  return answer.json();
}

test('a rejected event is kept where its consent allows, else only why it was rejected', async () => {
  const allowed = makeContext();
  const stranger = makeContext();
  const bad = {
    ...makeEvent({ properties: { note: 'ana@example.com' } }),
    type: 'NO',
    email: 'ana@example.com',
  };
  await send(collector, [allowed, stranger], [decisionOf(allowed), bad, { ...bad, context: 1 }]);
  await collector.drainNow();
  const kept = await readAside('rejected');
  expect(kept.map(({ code }) => code)).toEqual(['bad_event', 'bad_event']);
  expect(kept.filter(({ body }) => body === '')).toMatchObject([{ event_id: '' }]);
  const body = kept.find((row) => row.body !== '')?.body ?? '';
  expect(JSON.parse(body)).toMatchObject({
    event: { id: bad.id, type: 'NO', properties: { note: '[email]' } },
  });
  expect(body).not.toContain('ana@example.com');
});

test('what passes today is stored once with its id, booked as replayed, and judged by today’s consent', async () => {
  const context = makeContext();
  const gone = makeContext();
  await send(collector, [context, gone], [decisionOf(context), decisionOf(gone, 1)]);
  const withdrawal = { ...gone, consent: { states: NOTHING, version: '1', at: Date.now() + 1 } };
  await send(collector, [withdrawal], [decisionOf(withdrawal)]);
  const [id, lost] = [randomUUID(), randomUUID()];
  await setAside(context, id);
  await setAside(gone, lost);

  expect(await replay()).toEqual({ shop: { replayed: 1, rejected: 1, no_consent: 1 } });
  expect(await replay()).toEqual({ shop: { replayed: 0, rejected: 1, no_consent: 1 } });
  await collector.drainNow();
  const [books] = await collector.database.serve.query({
    sql: `SELECT
        (SELECT sum(replayed) FROM ingest_outcomes FINAL) AS booked,
        (SELECT sum(received - rejected - no_consent - bot - duplicate - stored) FROM ingest_outcomes FINAL) AS unbalanced,
        (SELECT groupArray(event_id) FROM events_raw FINAL WHERE type = 'search') AS ids`,
    row: z.object({ booked: z.number(), unbalanced: z.number(), ids: z.array(z.string()) }),
  });
  expect(books).toEqual({ booked: 1, unbalanced: 0, ids: [id] });
  expect(await readAside('replayed')).toMatchObject([{ event_id: id, body: '' }]);
});

test('an event that was too large is stored once the limit allows it', async () => {
  const context = makeContext({ internal: true });
  const words = Array.from({ length: 40 }, (_, index) => [`w${index}`, 'té '.repeat(400)]);
  const large = makeEvent({ type: 'search', properties: Object.fromEntries(words) });
  await send(collector, [context], [decisionOf(context), large]);
  await collector.drainNow();
  expect(await readAside('rejected')).toContainEqual(
    expect.objectContaining({ code: 'too_large', event_id: large.id }),
  );
  const { maxEventBytes } = LIMITS;
  onTestFinished(() => void Object.assign(LIMITS, { maxEventBytes }));

  Object.assign(LIMITS, { maxEventBytes: 4 * maxEventBytes });
  expect(await replay()).toMatchObject({ shop: { replayed: 1 } });
  await collector.drainNow();
  const stored = await collector.database.serve.query({
    sql: 'SELECT event_id, internal FROM events_raw FINAL WHERE visitor_id = {visitor: String}',
    params: { visitor: context.visitor ?? '' },
    row: z.object({ event_id: z.string(), internal: z.boolean() }),
  });
  // the shop's own team stays that
  expect(stored).toContainEqual({ event_id: large.id, internal: true });
});

test('asks for the operator key', async () => {
  const answer = await collector.app.request('/operate/replays', { method: 'POST' });
  expect(answer.status).toBe(401);
});
