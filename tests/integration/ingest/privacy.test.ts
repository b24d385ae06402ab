import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { fromAddress } from '../../support/app-around.ts';
import {
  openTestCollector,
  TEST_ORIGIN,
  TEST_SITE,
  type TestCollector,
} from '../../support/open-test-collector.ts';
import {
  decisionOf,
  makeContext,
  makeEnvelope,
  makeEvent,
  makeVisitor,
} from '../../support/wire.ts';

const ADDRESS = '80.58.61.250';
const SECRETS = {
  mail: 'ana.prueba@example.com',
  card: '4111111111111111',
  token: 'tok-3f9a7c5b1d',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl',
  address: ADDRESS,
};

let collector: TestCollector;
beforeAll(async () => {
  const now = Date.now();
  collector = await openTestCollector({ clock: () => now });
});
afterAll(() => collector.remove());

interface Way {
  readonly path?: 'events' | 'decide';
  readonly userAgent?: string;
}

async function send(
  body: object | string,
  { path = 'events', userAgent = 'Mozilla/5.0 Firefox/140.0' }: Way = {},
) {
  return collector.app.request(
    `/v1/${path}?key=${TEST_SITE.writeKeys[0]}`,
    {
      method: 'POST',
      headers: {
        Origin: TEST_ORIGIN,
        'User-Agent': userAgent,
        'X-Forwarded-For': '81.9.9.9',
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
    fromAddress(ADDRESS),
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** In the journal before it drains, and everywhere after. */
function expectNoneKept(): void {
  const kept = filesBelow(collector.dataDir).map((path) => ({
    path,
    text: readFileSync(path, 'latin1'),
  }));
  kept.push({ path: 'the log', text: collector.log() });
  for (const [what, secret] of Object.entries(SECRETS)) {
    const found = kept.filter(({ text }) => text.includes(secret)).map(({ path }) => path);
    expect(found, what).toEqual([]);
  }
}

test('addresses, e-mail, card numbers and tokens stand in no file and no log, whatever becomes of the event', async () => {
  const { mail, card, token, jwt } = SECRETS;
  const context = makeContext({
    page: {
      url: `${TEST_ORIGIN}/thanks?email=${mail}&card=${card}&token=${token}#access_token=${jwt}`,
      referrer: `https://mail.example/?u=${encodeURIComponent(mail)}&reset_token=${token}`,
      title: `Gracias ${mail} ${card}`,
    },
  });
  const said = {
    properties: {
      note: `${mail} pays with ${card}`,
      link: `/x?token=${token}`,
      number: Number(card),
    },
  };
  const events = [
    decisionOf(context),
    makeEvent({ type: 'search', ...said }),
    // rejected, and kept because consent allows it
    { ...makeEvent(said), type: 'NO', email: mail },
    { ...makeEvent(said), items: mail },
    { ...makeEvent(said), [mail]: card },
  ];
  const answer = await send(makeEnvelope([context], events));
  expect(await answer.json()).toMatchObject({ outcomes: { stored: 3, rejected: 2 } });
  const stranger = makeContext({ page: context.page });
  await send(makeEnvelope([stranger], [makeEvent(said)]));
  await send(makeEnvelope([context], [makeEvent(said)]), {
    userAgent: `Googlebot ${mail} ${token}`,
  });
  await send(`{"${mail}":`);
  expectNoneKept();
  await collector.drainNow();
  expectNoneKept();
});

test('of an address only the country is kept, by the socket and not by what a stranger claims', async () => {
  const context = makeContext();
  await send(makeEnvelope([context], [decisionOf(context), makeEvent()]));
  await collector.drainNow();
  const rows = await collector.database.serve.query({
    sql: `SELECT type, country FROM events_raw FINAL WHERE visitor_id = {visitor: String} ORDER BY type`,
    params: { visitor: context.visitor ?? '' },
    row: z.object({ type: z.string(), country: z.string() }),
  });
  expect(rows).toEqual([
    { type: 'consent_update', country: '' },
    { type: 'page_view', country: 'ES' },
  ]);
});

/** An envelope or a question for decisions, of a visitor. */
const REQUESTS = {
  events: (visitor: string) => makeEnvelope([makeContext({ visitor })], []),
  decide: (visitor: string) => ({
    v: 1,
    visitor,
    consent: null,
    page: { url: TEST_ORIGIN },
    cart: [],
    recent: [],
    slots: [{ id: 'offer', kind: 'offer' }],
  }),
};

test.each([
  ['events', 202],
  ['decide', 200],
] as const)(
  'a visitor who sends %s a thousand times at once is told to wait, and others are not',
  async (path, taken) => {
    const body = REQUESTS[path](makeVisitor());
    const statuses = new Set<number>();
    for (let request = 0; request < 1_000; request += 1) {
      statuses.add((await send(body, { path })).status);
    }
    expect([...statuses]).toEqual([taken]);
    const answer = await send(body, { path });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ code: 'too_many_requests', retry: true });
    expect((await send(REQUESTS[path](makeVisitor()), { path })).status).toBe(taken);
  },
);
