import { randomUUID } from 'node:crypto';
import type { Context } from '@tendero/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { hashPassword } from '../../../collector/src/console/password.ts';
import { openTestCollector, type TestCollector } from '../../support/open-test-collector.ts';
import { decisionOf, makeContext, makeEvent, send } from '../../support/wire.ts';
import { cookieOf, openLogin, PASSWORD, sendForm, tokenOf } from './open-console.ts';
import { textOf } from './open-pages.ts';

let collector: TestCollector;
let cookie: string;

const requesting = {
  request: async (path: string, init?: RequestInit) =>
    collector.app.request(`http://localhost${path}`, init),
};

beforeAll(async () => {
  const users = [{ name: 'ana', passwordHash: await hashPassword(PASSWORD) }];
  collector = await openTestCollector({ config: { console: { users } } });
  const login = await openLogin(requesting);
  const fields = { token: login.token, name: 'ana', password: PASSWORD };
  cookie = cookieOf(await sendForm(requesting, '/console/login', { cookie: login.cookie, fields }));
});
afterAll(() => collector.remove());

async function see(path: string): Promise<string> {
  const answer = await requesting.request(path, { headers: { Cookie: cookie } });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** What an older, stricter contract would have set aside of an event that today's accepts. */
async function setAside(context: Context): Promise<void> {
  const event = makeEvent({ type: 'search' });
  const row = {
    site_id: 'shop',
    line_id: randomUUID(),
    event_id: event.id,
    received_at: new Date().toISOString(),
    outcome: 'rejected',
    code: 'bad_event',
    path: 'type',
    message: 'not known then',
    visitor_id: context.visitor,
    body: JSON.stringify({ event, context, sentAt: Date.now() }),
  };
  await collector.database.write.insert('events_set_aside', [
    Buffer.from(`${JSON.stringify(row)}\n`),
  ]);
}

test('rejected events are judged again by a button that asks first, and the result is said in words', async () => {
  const context = makeContext();
  const bad = { ...makeEvent(), items: [{ price: 1 }] };
  await send(collector, [context], [decisionOf(context), bad]);
  await setAside(context);
  await collector.drainNow();

  const books = await see('/console/delivery');
  expect(books).toContain('href="/console/delivery/replay"');
  const question = await see('/console/delivery/replay');
  expect(textOf(question)).toContain('2 rejected events are kept with their content.');

  const judge = async () => {
    const answer = await sendForm(requesting, '/console/delivery/replay', {
      cookie,
      fields: { token: tokenOf(question) },
    });
    expect(answer.status).toBe(200);
    return textOf(await answer.text());
  };
  const done = await judge();
  expect(done).toContain('1 event is stored now, and booked as replayed.');
  expect(done).toContain('1 is still not as it should be, and stays rejected.');
  expect(await judge()).toContain('None of them passes today');
  await collector.drainNow();
  expect(textOf(await see('/console/delivery'))).toContain('The books balance');
});

test('a form that this console did not give out judges nothing', async () => {
  const path = '/console/delivery/replay';
  const forged = await sendForm(requesting, path, { cookie, fields: { token: 'guessed' } });
  expect(forged.status).toBe(403);
  const token = tokenOf(await see(path));
  const headers = { 'Sec-Fetch-Site': 'cross-site' };
  expect((await sendForm(requesting, path, { cookie, fields: { token }, headers })).status).toBe(
    403,
  );
});

test('robots are shown by what they call themselves, how many and when, and by nothing personal', async () => {
  const context = makeContext();
  await send(collector, [context], [decisionOf(context)]);
  const from = (userAgent: string) =>
    send(collector, [context], [makeEvent(), makeEvent()], {
      headers: { 'User-Agent': userAgent },
    });
  await from('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)');
  await from('curl/8.5.0');
  await from('ana.prueba@example.com-bot/1.0 4111111111111111');
  expect((await from('')).outcomes).toMatchObject({ bot: 2, stored: 0 });
  await collector.drainNow();
  const text = textOf(await see('/console/delivery'));
  expect(text).toContain('Googlebot 2');
  expect(text).toContain('curl 2');
  expect(text).toContain('no user agent 2');
  expect(text).not.toMatch(/example|4111|prueba@/);
  expect(text).not.toContain(context.visitor);
});

test('what a shop server sends stands in books of its own, which balance too', async () => {
  const order = {
    id: 'order-1',
    type: 'purchase',
    time: Date.now(),
    transaction_id: 'T1',
    currency: 'EUR',
    value: 10,
  };
  const answer = await collector.app.request('/v1/server/events', {
    method: 'POST',
    headers: { Authorization: 'Bearer secret-key-0123456789' },
    body: JSON.stringify({ v: 1, events: [order, order, { ...order, id: 'order-2' }, { id: 1 }] }),
  });
  expect(await answer.json()).toMatchObject({ outcomes: { stored: 2, duplicate: 1, rejected: 1 } });
  await collector.drainNow();
  const [books] = await collector.database.serve.query({
    sql: `SELECT sum(received) AS all_received, sum(stored) AS all_stored,
            sum(received - rejected - no_consent - bot - duplicate - stored) AS unbalanced
          FROM server_outcomes FINAL`,
    row: z.object({ all_received: z.number(), all_stored: z.number(), unbalanced: z.number() }),
  });
  expect(books).toEqual({ all_received: 4, all_stored: 2, unbalanced: 0 });
  const text = textOf(await see('/console/delivery'));
  expect(text).toContain('server');
  // an order that was sent again is no late duplicate of a browser
  expect(text).toContain('0 events were recognised late as sent twice.');
});

test('/metrics has the line of late duplicates beside the outcomes', async () => {
  const scrape = async () => {
    const answer = await collector.app.request('/metrics', {
      headers: { Authorization: 'Bearer operator-key-0123456789' },
    });
    return answer.text();
  };
  // the first scrape has it counted
  await expect.poll(scrape).toContain('tendero_late_duplicates{site="shop"} 0');
  expect(await scrape()).toMatch(
    /tendero_events_total\{site="shop",source="server",outcome="stored"\} 2/,
  );
});
