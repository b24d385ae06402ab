import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHmac } from 'node:crypto';
import type { Database } from '../../../collector/src/clickhouse/database.ts';
import { fillShop, NASTY } from './fill-shop.ts';
import { openPages, type TestPages, textOf } from './open-pages.ts';
import { NOW, SITE } from './shop-rows.ts';
import { insertRows } from '../../support/insert-rows.ts';

const DAY = 86_400_000;
const SUBJECT_KEY = 'ab'.repeat(32);

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages(async ({ database }) => {
    await fillShop(database);
    await fillProfile(database);
    await fillLedger(database);
  });
});
afterAll(() => pages.close());

test('tells the story of a person: events, order, contact, profile with its source, consent', async () => {
  const text = textOf(await pages.see(await pages.linkOf('customers', 'Customer C1')));
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
  const page = await pages.see(await pages.linkOf('customers', 'Customer C1'));
  expect(page).toContain('Ana &lt;script&gt;');
  expect(page).not.toContain('ana@example.org');
});

test('a visitor who never logged in is a person of their own', async () => {
  const text = textOf(await pages.see(await pages.linkOf('everyone', 'Visitor ')));
  expect(text).toContain('nobody has logged in with it');
  expect(text).toContain('no order from the shop’s server');
});

test('a person of another shop is out of reach', async () => {
  const link = (await pages.linkOf('customers', 'Customer C1')).replace('site=shop', 'site=other');
  const answer = await pages.request(`/console${link}`, { headers: { Cookie: pages.cookie } });
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('T1');
});

async function fillProfile(database: Database): Promise<void> {
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
}

async function fillLedger(database: Database): Promise<void> {
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
}
