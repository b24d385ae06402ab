import type { ConsentStates, Decision } from '@tendero/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../../../collector/src/console/password.ts';
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
import { cookieOf, openLogin, PASSWORD, sendForm } from '../console/open-console.ts';

const ITEMS = ['mug', 'teapot', 'tray', 'lamp'].map((id) => goods(id));

let collector: TestCollector;
let cookie: string;
beforeAll(async () => {
  const users = [{ name: 'ana', passwordHash: await hashPassword(PASSWORD) }];
  collector = await openTestCollector({ config: { console: { users } } });
  await collector.app.request('/v1/catalog/items', {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${TEST_SITE.secretKeys[0]}`,
      'Content-Type': 'application/x-ndjson',
    },
    body: ITEMS.map((item) => JSON.stringify(item)).join('\n'),
  });
  cookie = await logIn();
});
afterAll(() => collector.remove());

const request = async (path: string, init?: RequestInit): Promise<Response> =>
  collector.app.request(`http://localhost${path}`, init);

async function logIn(): Promise<string> {
  const login = await openLogin({ request });
  const fields = { token: login.token, name: 'ana', password: PASSWORD };
  return cookieOf(await sendForm({ request }, '/console/login', { cookie: login.cookie, fields }));
}

async function see(path: string): Promise<string> {
  const answer = await request(`/console${path}`, { headers: { Cookie: cookie } });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** Resolves when the collector has acknowledged it. */
async function browse(visitor: string, states: ConsentStates, items: readonly string[]) {
  const context = makeContext({ visitor, consent: { states, version: '1', at: Date.now() } });
  const views = items.map((id) => makeEvent({ type: 'view_item', items: [{ item_id: id }] }));
  await send(collector, [context], [decisionOf(context), ...views]);
  return context.consent;
}

async function decide(body: object): Promise<Decision> {
  const answer = await request(`/v1/decide?key=${TEST_SITE.writeKeys[0]}`, {
    method: 'POST',
    headers: { Origin: TEST_ORIGIN, 'Content-Type': 'text/plain' },
    body: JSON.stringify({
      v: 1,
      consent: null,
      page: { url: `${TEST_ORIGIN}/` },
      cart: [],
      recent: [],
      slots: [{ id: 'items', kind: 'recommendations', limit: 1 }],
      ...body,
    }),
  });
  expect(answer.status).toBe(200);
  return answer.json();
}

/** Links of the people that the console lists. */
async function people(): Promise<string[]> {
  const page = await see('/segments/everyone');
  return [...page.matchAll(/href="\/console(\/people\/[^"]+)"/g)].map(([, link = '']) => link);
}

test('a withdrawal ends at once what decisions know of a person, and what the console shows of them', async () => {
  const [visitor, other] = [makeVisitor(), makeVisitor()];
  const consent = await browse(visitor, ALL, ['mug', 'teapot']);
  const person = { visitor, consent, recent: ['mug'] };
  const stranger = { page: { url: `${TEST_ORIGIN}/`, item: 'mug' } };
  const because = { items: [{ item_id: 'teapot', reason: { with: 'mug' } }] };
  expect((await decide(stranger)).slots['items']).toMatchObject(because);
  await browse(other, ALL, ['lamp']);
  await collector.drainNow();
  const listed = await people();
  expect(listed).toHaveLength(2);
  const [theirs = '', others = ''] = (await see(listed[0] ?? '')).includes('Thing mug')
    ? listed
    : listed.toReversed();
  for (const page of [theirs, '/live']) expect(await see(page)).toContain('Thing teapot');

  await browse(visitor, NOTHING, []);
  // acknowledged: from here on not one decision more, whatever the browser still claims
  for (const body of [person, stranger]) {
    const after = (await decide(body)).slots['items'];
    expect(after).toMatchObject({ kind: 'recommendations' });
    expect(JSON.stringify(after)).not.toContain('"with":"mug"');
  }
  await expect.poll(people, { interval: 50, timeout: 10_000 }).toEqual([others]);
  for (const page of [theirs, '/live']) expect(await see(page)).not.toContain('Thing teapot');
  expect(await see(others)).toContain('Thing lamp');
});
