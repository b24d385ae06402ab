import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsole, type TestConsole } from './open-console.ts';
import { eventRow, insertRows, linkRow, NOW, orderRow, SITE, stateRow } from './shop-rows.ts';

const NASTY = '<script>alert(1)</script>';
const MINUTE = 60_000;
const DAY = 86_400_000;
const SUBJECT_KEY = 'ab'.repeat(32);

let opened: TestConsole;
let cookie: string;

beforeAll(async () => {
  opened = await openConsole();
  const { database } = opened;
  const teapot = { id: 'teapot', name: `Teapot ${NASTY}` };
  const cup = { id: 'cup', name: 'Cup' };
  await insertRows(database, 'events_raw', [
    eventRow({ time: NOW - 5 * MINUTE, visitor_id: 'ana-browser' }),
    eventRow({
      time: NOW - 4 * MINUTE,
      visitor_id: 'ana-browser',
      type: 'view_item',
      page_path: `/p/${NASTY}`,
      items: [teapot],
    }),
    eventRow({
      time: NOW - 3 * MINUTE,
      visitor_id: 'ana-browser',
      type: 'purchase',
      transaction_id: 'T1',
      value: 30,
      currency: 'EUR',
    }),
    eventRow({ time: NOW - 2 * MINUTE, visitor_id: 'bea-browser' }),
    eventRow({
      time: NOW - 2 * MINUTE,
      visitor_id: 'bea-browser',
      type: 'purchase',
      transaction_id: 'T9',
      value: 77,
      currency: 'EUR',
    }),
    eventRow({ time: NOW - DAY, visitor_id: 'bea-browser' }),
    eventRow({ time: NOW, visitor_id: 'gone-browser', page_path: '/withdrawn' }),
    eventRow({ time: NOW, visitor_id: 'shy-browser', purposes: ['personalization'] }),
    eventRow({ time: NOW, visitor_id: 'team-browser', internal: true, page_path: '/team' }),
    eventRow({ time: NOW, visitor_id: 'far-browser', site_id: 'other', page_path: '/far' }),
    eventRow({
      time: NOW - DAY,
      visitor_id: '',
      claimed_customer_id: 'C1',
      type: 'complaint',
      source: 'server',
      purposes: [],
      properties: { channel: '"email"' },
    }),
  ]);
  await insertRows(database, 'orders', [
    orderRow({
      id: 'T1',
      time: NOW - 2 * MINUTE,
      value: '30.10',
      customer: 'C1',
      visitor: 'ana-browser',
      lines: [teapot, cup, { id: 'post', kind: 'charge' }],
    }),
    orderRow({ id: 'T2', time: NOW - 2 * MINUTE, value: '0.20', customer: 'C2', lines: [cup] }),
    orderRow({ id: 'T3', time: NOW - 2 * MINUTE, value: '9', currency: 'GBP', customer: 'C3' }),
    orderRow({ id: 'T4', time: NOW - MINUTE, value: '500', visitor: 'team-browser' }),
    orderRow({ id: 'T5', time: NOW, value: '900', customer: 'FAR', site: 'other' }),
    ...[6, 7, 8].map((day) =>
      orderRow({
        id: `D${day}`,
        time: NOW - day * DAY,
        value: '1',
        customer: 'C9',
        lines: [teapot, cup],
      }),
    ),
    orderRow({ id: 'D9', time: NOW - 9 * DAY, value: '1', customer: 'C9', lines: [{ id: 'jug' }] }),
  ]);
  await insertRows(database, 'consent_states', [
    stateRow('ana-browser', ['analytics', 'social', 'social.basic']),
    stateRow('bea-browser', ['analytics', 'marketing']),
    stateRow('gone-browser', []),
  ]);
  await insertRows(database, 'identities', [linkRow('ana-browser', 'C1')]);
  const value = (field: string, text: string, purpose: string) => ({
    site_id: SITE,
    visitor_id: 'ana-browser',
    field,
    value: text,
    source: 'social:demo',
    purpose,
    decision_id: 'd2',
    recorded_at: new Date(NOW - DAY).toISOString(),
  });
  await insertRows(database, 'profile_values', [
    value('name', `Ana ${NASTY}`, 'social.basic'),
    value('email', 'ana@example.org', 'social.contact'),
  ]);
  await insertRows(database, 'consent_subjects', [
    { site_id: SITE, visitor_id: 'ana-browser', subject_key: SUBJECT_KEY },
  ]);
  const subject = createHmac('sha256', Buffer.from(SUBJECT_KEY, 'hex'))
    .update('ana-browser')
    .digest('hex');
  await insertRows(
    database,
    'consent_ledger',
    [['analytics', 'marketing'], ['analytics']].map((granted, index) => ({
      collector_id: 'c',
      sequence: index + 1,
      previous_hash: '',
      hash: '',
      site_id: SITE,
      subject,
      decision_id: `d${index}`,
      granted,
      notice_version: '7',
      source: 'banner',
      decided_at: new Date(NOW - (9 - index) * DAY).toISOString(),
      received_at: new Date(NOW - (9 - index) * DAY).toISOString(),
    })),
  );
  const book = { site_id: SITE, no_consent: 1, bot: 0, replayed: 0 };
  const minute = Math.floor((NOW - 10 * MINUTE) / 1_000);
  await insertRows(database, 'ingest_outcomes', [
    { ...book, minute, line_id: 'a', received: 12, rejected: 2, duplicate: 1, stored: 8 },
    { ...book, minute, line_id: 'b', received: 7, rejected: 0, duplicate: 0, stored: 6 },
    { ...book, minute, line_id: 'b', received: 7, rejected: 0, duplicate: 0, stored: 6 },
  ]);
  await insertRows(database, 'events_set_aside', [
    {
      site_id: SITE,
      line_id: 'x',
      event_id: 'x',
      // the table forgets after 30 days of the real clock
      received_at: new Date().toISOString(),
      outcome: 'rejected',
      code: 'wrong_type',
      path: `items.0.${NASTY}`,
      message: 'expected a number',
      visitor_id: 'ana-browser',
      body: '{"secret":"body"}',
    },
  ]);
  opened.refusals.add({
    at: NOW,
    code: 'wrong_origin',
    path: '/v1/events',
    origin: `https://${NASTY}`,
  });
  cookie = await opened.logIn();
});
afterAll(() => opened.close());

async function see(path: string): Promise<string> {
  const answer = await opened.request(`/console${path}`, { headers: { Cookie: cookie } });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** The value of the number with that label. */
function figure(page: string, label: string): string | undefined {
  const pattern = `figure-label">${label}</span><strong class="figure-value[^"]*">([^<]*)<`;
  return new RegExp(pattern).exec(page)?.[1];
}

/** The text of a page, as a reader sees it. */
function textOf(page: string): string {
  return page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

async function linkOf(segment: string, label: string): Promise<string> {
  const page = await see(`/segments/${segment}?site=shop`);
  const links = [...page.matchAll(/href="\/console(\/people\/[^"]+)">([^<]+)</g)];
  const found = links.find(([, , text]) => text?.includes(label));
  return found?.[1]?.replaceAll('&amp;', '&') ?? expect.fail(`nobody is called ${label}`);
}

test('the overview counts who may be measured today, and leaves out withdrawn, team and other shops', async () => {
  const page = await see('');
  expect(figure(page, 'Visitors')).toBe('2');
  expect(figure(page, 'Page views')).toBe('2');
  expect(figure(page, 'Visitors who bought')).toBe('50%');
  expect(page).toContain('since 00:00, Europe/Madrid time');
});

test('only the books of the shop’s server count for money, to the cent, never summed across currencies', async () => {
  const page = await see('');
  expect(figure(page, 'Orders')).toBe('3');
  expect(figure(page, 'Sold in EUR')).toBe('€30.30');
  expect(figure(page, 'Sold in GBP')).toBe('£9.00');
  expect(textOf(page)).toContain(
    '1 purchase seen in browsers without an order from your shop’s server: €77.00',
  );
});

test('the team counts when it is asked for', async () => {
  const page = await see('?team=1');
  expect(figure(page, 'Visitors')).toBe('3');
  expect(figure(page, 'Sold in EUR')).toBe('€530.30');
});

test('the overview of the other shop has only its own', async () => {
  const page = await see('?site=other');
  expect(figure(page, 'Sold in EUR')).toBe('€900.00');
  expect(page).not.toContain('Teapot');
});

test('an empty day leads to the last day with something to see', async () => {
  const page = await see('?site=other&day=2026-10-02');
  expect(page).toContain('No events on this day yet');
  const past = await see('?day=2026-10-01');
  expect(past).toContain('The last day with something to see is 27 September 2026.');
});

test('shows what was looked at, what was bought and what people allow', async () => {
  const text = textOf(await see(''));
  expect(text).toContain('Teapot &lt;script&gt;alert(1)&lt;/script&gt; 1');
  expect(text).toContain('Cup 5');
  expect(text).not.toContain('post 1');
  expect(text).toContain('Of 3 people who decided');
  expect(text).toMatch(/Measuring 66\.7%/);
});

test.each(['/charts/hours.svg', '/charts/days.svg', '/charts/delivery.svg'])(
  'draws %j as an image that can run and load nothing',
  async (path) => {
    const answer = await opened.request(`/console${path}?show=revenue&currency=GBP`, {
      headers: { Cookie: cookie },
    });
    expect(answer.headers.get('Content-Type')).toBe('image/svg+xml; charset=utf-8');
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(await answer.text()).toMatch(/^<svg /);
  },
);

test('counts people by verified login, else by order, else by browser', async () => {
  const page = await see('/segments');
  expect(figure(page, 'Everyone')).toBe('5');
  expect(figure(page, 'Customers')).toBe('4');
  expect(page).toContain('since 24 September 2026');
});

test('lists the customers without a visitor id in page or link', async () => {
  const page = await see('/segments/customers');
  expect(textOf(page)).toContain('Customer C1');
  expect(page).not.toContain('browser&quot;');
  expect(page).not.toContain('ana-browser');
  expect(page).not.toContain('bea-browser');
});

test('tells the story of a person: events, order, contact, profile with its source, consent', async () => {
  const text = textOf(await see(await linkOf('customers', 'Customer C1')));
  expect(text).toContain('Order T1');
  expect(text).toContain('matched with the order');
  expect(text).toContain('Complained');
  expect(text).toContain('channel: email');
  expect(text).toContain(
    'from the login with demo, allowed by “Profile from a social login (the basics)”, since 2 October 2026',
  );
  expect(text).toContain('24 Sept 2026, 14:30 in the banner, notice 7');
  expect(text.indexOf('Order T1')).toBeLessThan(text.indexOf('Complained'));
});

test('shows no profile value whose consent does not stand', async () => {
  const page = await see(await linkOf('customers', 'Customer C1'));
  expect(page).toContain('Ana &lt;script&gt;');
  expect(page).not.toContain('ana@example.org');
});

test('a visitor who never logged in is a person of their own', async () => {
  const text = textOf(await see(await linkOf('everyone', 'Visitor ')));
  expect(text).toContain('nobody has logged in with it');
  expect(text).toContain('no order from the shop’s server');
});

test('a person of another shop is out of reach', async () => {
  const link = (await linkOf('customers', 'Customer C1')).replace('site=shop', 'site=other');
  const answer = await opened.request(`/console${link}`, { headers: { Cookie: cookie } });
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('T1');
});

test('an unknown shop is not found', async () => {
  const answer = await opened.request('/console?site=nosuch', { headers: { Cookie: cookie } });
  expect(answer.status).toBe(404);
});

test('finds what is bought together more often than by chance', async () => {
  const text = textOf(await see('/together'));
  expect(text).toMatch(/Teapot .* Cup 4 100% 1\.4 times/);
  expect(text).not.toContain('post');
});

test('the delivery books add up, count repeated lines once and say what came twice', async () => {
  const text = textOf(await see('/delivery'));
  expect(text).toContain('The books balance');
  expect(text).toMatch(/Sum 19 14 1 2 0 2/);
  expect(text).toContain('5 events were recognised late as sent twice.');
  expect(text).toContain('14 stored − 9 distinct');
  expect(text).toContain(
    'wrong_type items.0.&lt;script&gt;alert(1)&lt;/script&gt; expected a number 1',
  );
  expect(text).not.toContain('secret');
});

test('the site test shows tag, origins, arrivals and refusals', async () => {
  const text = textOf(await see('/test?page=https://shop.example/x'));
  expect(text).toContain('https://shop.example : on the list of this shop');
  expect(text).toContain('last event 3 Oct 2026, 14:30');
  expect(text).toContain('/v1/events wrong_origin');
  expect(text).toContain('Looked at a product');
});

test.each(['', '/live', '/segments/everyone', '/together', '/delivery', '/test?page=%3Cscript%3E'])(
  'nothing that came from outside is markup on %j',
  async (path) => {
    const page = await see(path);
    expect(page).not.toContain(NASTY);
    expect(page).not.toMatch(/<script(?! type="module" src="\/console\/assets\/)/);
    expect(page).not.toMatch(/ style=| on\w+=/);
  },
);

test('the live stream sends what may be seen the moment it is stored, without saying who', async () => {
  const stop = new AbortController();
  const answer = await opened.request('/console/live/stream', {
    headers: { Cookie: cookie },
    signal: stop.signal,
  });
  expect(answer.headers.get('Content-Type')).toContain('text/event-stream');
  const reader = answer.body?.getReader() ?? expect.fail('no stream');
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  expect(await next()).toContain('event: hello');
  opened.live.publish([
    eventRow({ time: NOW, visitor_id: 'ana-browser', page_path: '/seen' }),
    eventRow({ time: NOW, internal: true, page_path: '/team' }),
    eventRow({ time: NOW, site_id: 'other', page_path: '/far' }),
    eventRow({ time: NOW, purposes: ['personalization'], page_path: '/unmeasured' }),
  ]);
  const events = await next();
  expect(events).toContain('"path":"/seen"');
  for (const hidden of ['/team', '/far', '/unmeasured', 'ana-browser']) {
    expect(events).not.toContain(hidden);
  }
  await reader.cancel();
});
