import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
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

const KEY = new TextEncoder().encode(TEST_SITE.identityKey);
const NO_KEY_SITE = {
  ...TEST_SITE,
  id: 'keyless',
  writeKeys: ['write-key-of-keyless-site'],
  secretKeys: [],
  identityKey: undefined,
};

let collector: TestCollector;
beforeAll(async () => {
  const { identityKey: _, ...keyless } = NO_KEY_SITE;
  collector = await openTestCollector({ config: { sites: [TEST_SITE, keyless] } });
});
afterAll(() => collector.remove());

const nowS = () => Math.floor(Date.now() / 1_000);

function sign(claims: Record<string, unknown>, key: Uint8Array = KEY): Promise<string> {
  const all = { sub: 'customer-7', iat: nowS(), exp: nowS() + 600, ...claims };
  return new SignJWT(all).setProtectedHeader({ alg: 'HS256' }).sign(key);
}

async function identify(visitor: string, token: string, key = TEST_SITE.writeKeys[0]) {
  return collector.app.request(`/v1/identify?key=${key}`, {
    method: 'POST',
    headers: { Origin: TEST_ORIGIN, 'Content-Type': 'text/plain' },
    body: JSON.stringify({ v: 1, visitor, customer_token: token }),
  });
}

async function visitorWith(states: typeof ALL): Promise<string> {
  const visitor = makeVisitor();
  const context = makeContext({ visitor, consent: { states, version: '1', at: Date.now() } });
  await send(collector, [context], [decisionOf(context)]);
  return visitor;
}

async function identitiesOf(visitor: string) {
  await collector.drainNow();
  return collector.database.serve.query({
    sql: 'SELECT customer_id, method FROM identities FINAL WHERE visitor_id = {visitor: String}',
    params: { visitor },
    row: z.object({ customer_id: z.string(), method: z.string() }),
  });
}

test.each([
  ['analytics', { ...NOTHING, analytics: 'granted' as const }],
  ['personalization', { ...NOTHING, personalization: 'granted' as const }],
])('ties a visitor with %s to the customer of a good token', async (_, states) => {
  const visitor = await visitorWith(states);
  const answer = await identify(visitor, await sign({ aud: TEST_SITE.id }));
  expect(answer.status).toBe(202);
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(await answer.json()).toEqual({ linked: true });
  expect(await identitiesOf(visitor)).toEqual([
    { customer_id: 'customer-7', method: 'customer_token' },
  ]);
});

test.each([
  ['refused', NOTHING],
  ['granted only marketing', { ...NOTHING, marketing: 'granted' as const }],
  ['never decided', undefined],
])('keeps nothing of who %s', async (_, states) => {
  const visitor = states ? await visitorWith(states) : makeVisitor();
  const answer = await identify(visitor, await sign({}));
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ linked: false });
  expect(await identitiesOf(visitor)).toEqual([]);
});

test.each<[string, string, () => Promise<string> | string]>([
  ['a foreign key', 'token_signature', () => sign({}, Buffer.alloc(40, 7))],
  ['no signature', 'token_algorithm', () => new UnsecuredJWT({ sub: 'customer-7' }).encode()],
  ['an end in the past', 'token_expired', () => sign({ exp: nowS() - 60 })],
  ['no end', 'token_expired', () => sign({ exp: undefined })],
  ['a life of two hours', 'token_claim', () => sign({ exp: nowS() + 7_200 })],
  [
    'a late start that hides two hours',
    'token_claim',
    () => sign({ iat: nowS() + 7_000, exp: nowS() + 7_200 }),
  ],
  ['another site', 'token_audience', () => sign({ aud: 'another-shop' })],
  ['no customer', 'token_claim', () => sign({ sub: undefined })],
  ['an empty customer', 'token_claim', () => sign({ sub: '' })],
])('refuses a token with %s, and says nothing of it', async (_, code, make) => {
  const visitor = await visitorWith(ALL);
  const token = await make();
  const answer = await identify(visitor, token);
  expect(answer.status).toBe(401);
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({ code, retry: false });
  expect(text).not.toContain(token.split('.')[1]);
  expect(text).not.toContain('customer-7');
  expect(collector.log()).not.toContain(token.split('.')[1]);
  expect(await identitiesOf(visitor)).toEqual([]);
});

test('says what to do where the site has no identity key', async () => {
  const answer = await identify(makeVisitor(), await sign({}), NO_KEY_SITE.writeKeys[0]);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'no_identity_key' });
});

test('keeps of a registration what each purpose allows', async () => {
  const states = { ...ALL, marketing: 'denied' as const };
  const context = makeContext({ consent: { states, version: '1', at: Date.now() } });
  const profile = {
    name: 'Ana',
    email: 'ana@mail.example',
    phone: '600',
    birth_year: 1990,
    gender: 'f',
    locale: 'es',
  };
  await send(collector, [context], [decisionOf(context), makeEvent({ type: 'sign_up', profile })]);
  await collector.drainNow();
  const rows = await collector.database.serve.query({
    sql: `SELECT field, value, source, purpose FROM profile_current
          WHERE visitor_id = {visitor: String} ORDER BY field`,
    params: { visitor: context.visitor ?? '' },
    row: z.object({
      field: z.string(),
      value: z.string(),
      source: z.string(),
      purpose: z.string(),
    }),
  });
  expect(rows.map(({ field, value }) => [field, value])).toEqual([
    ['birth_year', '1990'],
    ['gender', 'f'],
    ['locale', 'es'],
    ['name', 'Ana'],
  ]);
  expect(new Set(rows.map(({ source, purpose }) => `${source} ${purpose}`))).toEqual(
    new Set(['sign_up personalization']),
  );
});
