import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import {
  openTestCollector,
  TEST_ORIGIN,
  type TestCollector,
} from '../../support/open-test-collector.ts';
import {
  ALL,
  decisionOf,
  makeContext,
  makeEnvelope,
  makeEvent,
  makeVisitor,
  NOTHING,
  post,
  send,
} from '../../support/wire.ts';

interface BadRequest {
  body?: string | Uint8Array<ArrayBuffer> | object;
  headers?: Record<string, string>;
  query?: string;
  key?: string;
}

let collector: TestCollector;
beforeAll(async () => {
  collector = await openTestCollector();
});
afterAll(() => collector.remove());

async function readRows(visitor: string) {
  await collector.drainNow();
  return collector.database.serve.query({
    sql: `SELECT event_id, type, purposes, session_id, page_url, page_path, items.item_id AS items, toString(value) AS value, currency
          FROM events_raw FINAL WHERE visitor_id = {visitor: String} ORDER BY time`,
    params: { visitor },
    row: z.object({
      event_id: z.string(),
      type: z.string(),
      purposes: z.array(z.string()),
      session_id: z.string(),
      page_url: z.string(),
      page_path: z.string(),
      items: z.array(z.string()),
      value: z.string().nullable(),
      currency: z.string(),
    }),
  });
}

test('a consented visit stands in the database as it was captured', async () => {
  const context = makeContext();
  const view = makeEvent({
    type: 'view_item',
    items: [{ item_id: 'tea', price: 12.3 }],
    value: 12.3,
    currency: 'EUR',
  });
  const receipt = await send(collector, [context], [decisionOf(context), view]);
  expect(receipt.outcomes).toEqual({ stored: 2, duplicate: 0, rejected: 0, bot: 0, no_consent: 0 });
  const rows = await readRows(context.visitor ?? '');
  expect(rows).toMatchObject([
    { type: 'consent_update', purposes: [], page_url: '', session_id: '' },
    {
      event_id: view.id,
      purposes: expect.arrayContaining(['analytics', 'personalization', 'marketing', 'social']),
      session_id: context.session,
      page_path: '/p/teapot',
      items: ['tea'],
      value: '12.3',
      currency: 'EUR',
    },
  ]);
});

test('a context that claims consent grants nothing without a decision in the ledger', async () => {
  const context = makeContext();
  const receipt = await send(collector, [context], [makeEvent()]);
  expect(receipt.outcomes).toMatchObject({ no_consent: 1, stored: 0 });
  expect(await readRows(context.visitor ?? '')).toEqual([]);
});

test('after a withdrawal nothing is accepted any more, and the purposes of a context only narrow', async () => {
  const context = makeContext();
  await send(collector, [context], [decisionOf(context)]);
  const narrow = {
    ...context,
    consent: { ...context.consent, states: { ...NOTHING, analytics: 'granted' } },
  };
  await send(collector, [narrow], [makeEvent({ type: 'search' })]);
  const withdrawn = { ...context, consent: { states: NOTHING, version: '1', at: Date.now() + 1 } };
  await send(collector, [withdrawn], [decisionOf(withdrawn)]);
  const late = await send(collector, [context], [makeEvent()]);
  expect(late.outcomes).toMatchObject({ no_consent: 1 });
  const rows = await readRows(context.visitor ?? '');
  expect(rows.filter((row) => row.type === 'search')).toMatchObject([{ purposes: ['analytics'] }]);
  expect(rows.filter((row) => row.type === 'page_view')).toEqual([]);
});

test('decisions count after a restart, whether the database has them or the journal', async () => {
  const context = makeContext();
  await send(collector, [context], [decisionOf(context)]);
  collector = await collector.restart();
  expect((await send(collector, [context], [makeEvent()])).outcomes.stored).toBe(1);
  await collector.drainNow();
  collector = await collector.restart();
  expect((await send(collector, [context], [makeEvent()])).outcomes.stored).toBe(1);
  expect(await readRows(context.visitor ?? '')).toHaveLength(3);
});

test('of two decisions that arrive at once the newer counts, whichever is written first', async () => {
  const now = Date.now();
  for (let round = 0; round < 10; round += 1) {
    const denied = makeContext({ consent: { states: NOTHING, version: '1', at: now - 1_000 } });
    const granted = { ...denied, consent: { states: ALL, version: '1', at: now - 60_000 } };
    const contexts = round % 2 === 0 ? [denied, granted] : [granted, denied];
    await Promise.all(contexts.map((context) => send(collector, [context], [decisionOf(context)])));
    const { outcomes } = await send(collector, [granted], [makeEvent()]);
    expect(outcomes).toMatchObject({ stored: 0, no_consent: 1 });
  }
});

test.each([
  ['1970', () => Date.now() + 5_000],
  ['the end of time', () => 8_640_000_000_000_000],
])('a decision by a clock that stands at %s is kept like any other', async (_, clock) => {
  const at = 0;
  const sentAt = clock();
  const context = makeContext({ consent: { states: ALL, version: '1', at } });
  const envelope = makeEnvelope([context], [{ ...decisionOf(context), time: sentAt }]);
  expect((await post(collector, { ...envelope, sentAt })).status).toBe(202);
  await collector.drainNow();
  const rows = await collector.database.serve.query({
    sql: `SELECT toUnixTimestamp64Milli(decided_at) AS decided FROM consent_states FINAL
            WHERE visitor_id = {visitor: String}`,
    params: { visitor: context.visitor ?? '' },
    row: z.object({ decided: z.number() }),
  });
  expect(rows).toEqual([{ decided: 0 }]);
});

test('an event that is sent again is a duplicate and stands once', async () => {
  const context = makeContext();
  const event = makeEvent();
  await send(collector, [context], [decisionOf(context), event]);
  const again = await send(collector, [context], [event, event]);
  expect(again.outcomes).toMatchObject({ duplicate: 2, stored: 0 });
  expect(await readRows(context.visitor ?? '')).toHaveLength(2);
});

test('a copy that was not recognised on arrival stands once too, also across a restart', async () => {
  const context = makeContext();
  const event = makeEvent();
  await send(collector, [context], [decisionOf(context), event]);
  collector = await collector.restart();
  expect((await send(collector, [context], [event])).outcomes.stored).toBe(1);
  expect(
    (await readRows(context.visitor ?? '')).filter((row) => row.event_id === event.id),
  ).toHaveLength(1);
});

test('one bad event costs no neighbour and says what was wrong where', async () => {
  const context = makeContext();
  const bad = [
    { ...makeEvent(), type: 'NO' },
    { ...makeEvent(), time: 'now' },
    makeEvent({ time: Date.now() - 11 * 86_400_000 }),
    { ...makeEvent(), items: [{ price: 1 }] },
    { ...makeEvent(), context: 7 },
    'not an object',
    { ...makeEvent(), properties: { a: { b: { c: { d: { e: { f: 1 } } } } } } },
  ];
  const receipt = await send(collector, [context], [decisionOf(context), ...bad, makeEvent()]);
  expect(receipt.outcomes).toMatchObject({ stored: 2, rejected: bad.length });
  expect(receipt.rejected.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'bad_event type',
    'bad_event time',
    'bad_time time',
    'bad_event items.0.item_id',
    'bad_context context',
    'bad_event ',
    'too_deep ',
  ]);
});

test('personal data in addresses and free words is masked before it is kept', async () => {
  const context = makeContext({
    page: {
      url: `${TEST_ORIGIN}/welcome?email=ana@example.com&token=s3cret`,
      title: 'Ana ana@example.com',
    },
  });
  await send(collector, [context], [decisionOf(context), makeEvent()]);
  const rows = await readRows(context.visitor ?? '');
  expect(rows.at(-1)?.page_url).toBe(`${TEST_ORIGIN}/welcome?email=[email]&token=[masked]`);
  expect(collector.log()).not.toContain('ana@example.com');
});

test('what is taken back counts also from a browser that has come to look like a bot; it grants nothing', async () => {
  const context = makeContext();
  const stranger = makeContext();
  await send(collector, [context], [decisionOf(context)]);
  const headers = { 'User-Agent': '' };
  const consent = {
    states: { ...ALL, marketing: 'denied' },
    version: '2',
    at: Date.now(),
  } as const;
  const narrower = { ...context, consent };
  const decisions = [decisionOf(narrower), decisionOf(stranger, 1)];
  const answer = await post(collector, makeEnvelope([narrower, stranger], decisions), { headers });
  expect(await answer.json()).toMatchObject({ outcomes: { bot: 2, stored: 0 } });
  await collector.drainNow();
  const rows = await collector.database.serve.query({
    sql: `SELECT visitor_id, has(granted, 'marketing') AS marketing, has(granted, 'analytics') AS analytics
      FROM consent_states FINAL WHERE visitor_id IN {visitors: Array(String)}`,
    params: { visitors: [context.visitor ?? '', stranger.visitor ?? ''] },
    row: z.object({ visitor_id: z.string(), marketing: z.number(), analytics: z.number() }),
  });
  expect(rows).toEqual([{ visitor_id: context.visitor, marketing: 0, analytics: 1 }]);
});

test('a program that browses is counted as a bot and kept out of the events', async () => {
  const context = makeContext();
  await send(collector, [context], [decisionOf(context)]);
  const headers = { 'User-Agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' };
  const receipt = await send(collector, [context], [makeEvent()], { headers });
  expect(receipt.outcomes).toMatchObject({ bot: 1, stored: 0 });
  expect(await readRows(context.visitor ?? '')).toHaveLength(1);
});

test('the books balance: received is the sum of outcomes', async () => {
  await collector.drainNow();
  const [sums] = await collector.database.serve.query({
    sql: `SELECT sum(received) AS all_received, sum(rejected + no_consent + bot + duplicate + stored) AS all_outcomes,
            sum(stored) AS all_stored
          FROM ingest_outcomes FINAL`,
    row: z.object({ all_received: z.number(), all_outcomes: z.number(), all_stored: z.number() }),
  });
  const [rows] = await collector.database.serve.query({
    sql: `SELECT count() AS events FROM events_raw FINAL WHERE source = 'browser'`,
    row: z.object({ events: z.number() }),
  });
  expect(sums?.all_received).toBe(sums?.all_outcomes);
  // one event was stored twice on purpose: a late duplicate
  expect((sums?.all_stored ?? 0) - (rows?.events ?? 0)).toBe(1);
});

test('per-day figures equal a recount', async () => {
  await collector.drainNow();
  const read = (sql: string) =>
    collector.database.serve.query({
      sql,
      row: z.object({ day: z.string(), type: z.string(), events: z.number() }),
    });
  const kept = await read(
    'SELECT day, type, events FROM events_per_day FINAL WHERE events > 0 ORDER BY day, type',
  );
  const counted = await read(
    'SELECT day, type, count() AS events FROM events_analytics GROUP BY day, type ORDER BY day, type',
  );
  expect(kept.length).toBeGreaterThan(0);
  expect(kept).toEqual(counted);
});

test.each([
  ['an unknown key', { key: 'nobody-knows-this-key' }, 401, 'unknown_key'],
  ['a foreign origin', { headers: { Origin: 'https://evil.example' } }, 403, 'wrong_origin'],
  ['no origin', { headers: { Origin: 'null' } }, 403, 'wrong_origin'],
  ['no JSON', { body: '{"v":1' }, 400, 'not_json'],
  [
    'an unknown version',
    { body: { v: 2, sentAt: 1, contexts: [], events: [] } },
    400,
    'bad_envelope',
  ],
  ['bytes that are no text', { body: new Uint8Array([0x7b, 0xff, 0xfe]) }, 400, 'not_utf8'],
  ['bytes that are no gzip', { body: 'plain', query: '&z=gzip' }, 400, 'not_gzip'],
  ['300 KiB', { body: 'x'.repeat(300 * 1_024) }, 413, 'too_large'],
  [
    'a gzip bomb',
    { body: new Uint8Array(gzipSync(Buffer.alloc(20_000_000))), query: '&z=gzip' },
    413,
    'too_large',
  ],
])('refuses %s as problem JSON', async (_, request: BadRequest, status, code) => {
  const { body = makeEnvelope([], []), headers = {}, query = '', key } = request;
  const answer = await post(collector, body, { headers, query, key });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ status, code });
});

/** So many lists, each in the one before, and in the last one an object. */
function nest(depth: number): unknown {
  return depth === 0 ? {} : [nest(depth - 1)];
}

test('an event of any depth or size costs its sender an outcome, and no more of it is kept than a limit may come to take', async () => {
  const context = makeContext();
  await send(collector, [context], [decisionOf(context)]);
  const deep = makeEvent({ type: 'view_item' });
  const large = makeEvent({ properties: { words: 'a'.repeat(100_000) } });
  const huge = makeEvent({ properties: { words: 'a'.repeat(200_000) } });
  const events = [{ ...deep, properties: 'DEEP' }, large, huge];
  const envelope = JSON.stringify(makeEnvelope([context], events));
  const nested = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const body = new Uint8Array(gzipSync(envelope.replace('"DEEP"', nested)));
  const answer = await post(collector, body, { query: '&z=gzip' });
  expect(await answer.json()).toMatchObject({
    outcomes: { rejected: 3, stored: 0 },
    rejected: [{ code: 'too_deep' }, { code: 'too_large' }, { code: 'too_large' }],
  });
  await collector.drainNow();
  const kept = await collector.database.serve.query({
    sql: `SELECT code, body FROM events_set_aside FINAL WHERE visitor_id = {visitor: String} ORDER BY code, length(body)`,
    params: { visitor: context.visitor ?? '' },
    row: z.object({ code: z.string(), body: z.string() }),
  });
  expect(kept.map(({ code, body: event }) => [code, event.length])).toEqual([
    ['too_deep', expect.any(Number)],
    ['too_large', 0],
    ['too_large', expect.any(Number)],
  ]);
  expect(JSON.parse(kept[0]?.body ?? '').event.properties).toEqual(nest(11));
  expect(JSON.parse(kept[2]?.body ?? '').event).toMatchObject({ properties: large.properties });
});

test('a title cut in the middle of an emoji costs no event, nor does an odd name a rejection', async () => {
  const page = { url: `${TEST_ORIGIN}/p/tea`, title: 'Tea \ud83c' };
  const context = makeContext({ page });
  const event = makeEvent();
  const odd = { ...makeEvent({ properties: { ['\ud83c']: 1 } }), id: '\ud83c' };
  await send(collector, [context], [decisionOf(context), event, odd]);
  const rows = await readRows(context.visitor ?? '');
  expect(rows.map((row) => row.event_id)).toContain(event.id);
  const kept = await collector.database.serve.query({
    sql: 'SELECT code FROM events_set_aside FINAL WHERE visitor_id = {visitor: String}',
    params: { visitor: context.visitor ?? '' },
    row: z.object({ code: z.string() }),
  });
  expect(kept).toEqual([{ code: 'bad_event' }]);
});

test.each([
  ['half an emoji', '\ud800'],
  ['NUL', 'a\0b'],
  ['an emoji where the message is cut', `${'x'.repeat(280)}😀`],
  ['an emoji where the path is cut', `${'x'.repeat(188)}😀`],
])(
  'a rejection that names %s has a row like any other, with text that the database takes',
  async (_, name) => {
    const rejections = async () => {
      await collector.drainNow();
      const [row] = await collector.database.serve.query({
        sql: `SELECT count() AS rows FROM events_set_aside FINAL WHERE outcome = 'rejected'`,
        row: z.object({ rows: z.number() }),
      });
      return row?.rows ?? 0;
    };
    const context = makeContext();
    const odd = { ...context, consent: { ...context.consent, [name]: 'granted' } };
    const before = await rejections();
    const { rejected } = await send(
      collector,
      [context, odd],
      [makeEvent({ properties: { [name]: 1 } }), makeEvent({ context: 1 })],
    );
    expect(rejected.map(({ code }) => code)).toEqual(['bad_event', 'bad_context']);
    for (const { path, message } of rejected) expect(`${path}${message}`.isWellFormed()).toBe(true);
    expect(await rejections()).toBe(before + 2);
  },
);

test('takes gzip, and answers the exact origin without credentials', async () => {
  const context = makeContext();
  const envelope = makeEnvelope([context], [decisionOf(context), makeEvent()]);
  const body = new Uint8Array(gzipSync(JSON.stringify(envelope)));
  const answer = await post(collector, body, { query: '&z=gzip' });
  expect(answer.status).toBe(202);
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(TEST_ORIGIN);
  expect(answer.headers.get('Vary')).toContain('Origin');
  expect(answer.headers.has('Access-Control-Allow-Credentials')).toBe(false);
});

test('sign-up data is kept field by field as consent allows', async () => {
  const visitor = makeVisitor();
  const states = { ...ALL, marketing: 'denied' as const };
  const context = makeContext({ visitor, consent: { states, version: '1', at: Date.now() } });
  const profile = { name: 'Ana Prueba', email: 'ana.prueba@example.com' };
  await send(collector, [context], [decisionOf(context), makeEvent({ type: 'sign_up', profile })]);
  await collector.drainNow();
  const values = await collector.database.serve.query({
    sql: 'SELECT field, value FROM profile_current WHERE visitor_id = {visitor: String}',
    params: { visitor },
    row: z.object({ field: z.string(), value: z.string() }),
  });
  expect(values).toEqual([{ field: 'name', value: 'Ana Prueba' }]);
  expect(collector.log()).not.toContain('Ana');
});
