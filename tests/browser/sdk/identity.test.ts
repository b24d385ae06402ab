import { createHash } from 'node:crypto';
import type { PageContext, SocialLoginRequest } from '@tendero/schema';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import {
  bodyOf,
  type FakeCollector,
  type Received,
  startCollector,
} from './support/fake-collector.ts';
import { expectTypes, readStorage, settle } from './support/shop.ts';
import { call, decide, GRANTED, openShop, REFUSED, shopHtml, visit } from './support/shop-page.ts';

const START = ['consent_update', 'page_view'];

let browser: Browser;
let context: BrowserContext;
let collector: FakeCollector;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  collector = await startCollector(shopHtml);
  context = await browser.newContext();
  page = await openShop(context, collector);
});
afterEach(async () => {
  await context.close();
  await collector.stop();
});

function received(path: string): Received[] {
  return collector.requests.filter((request) => request.path === path);
}

test('proves the customer once there is a visitor, and keeps the token out of storage', async () => {
  await call(page, 'identify', 'jwt.of.customer');
  await settle(page, collector);
  expect(received('identify')).toEqual([]);

  await decide(page, GRANTED);
  const [granted] = await expectTypes(collector, START);
  await expect
    .poll(() => received('identify').map(bodyOf))
    .toEqual([{ v: 1, visitor: granted?.at.visitor, customer_token: 'jwt.of.customer' }]);
  expect(JSON.stringify(await readStorage(page))).not.toContain('jwt.of.customer');
});

test('tries to prove the customer again when the collector is in trouble', async () => {
  await decide(page, GRANTED);
  collector.behaviours.set('identify', { status: 503 });
  await call(page, 'identify', 'jwt');
  const answers = () => received('identify').map(({ status }) => status);
  await expect.poll(answers).toContain(503);
  collector.behaviours.delete('identify');
  await expect.poll(answers).toContain(202);
  expect(answers().filter((status) => status === 202)).toHaveLength(1);
});

test('tries again while the collector does not know of the consent yet', async () => {
  await decide(page, GRANTED);
  collector.behaviours.set('identify', { status: 202, body: { linked: false } });
  await call(page, 'identify', 'jwt');
  await expect.poll(() => received('identify').length).toBe(1);
  collector.behaviours.set('identify', { status: 202, body: { linked: true } });
  await expect.poll(() => received('identify').length).toBe(2);
});

test('puts a claimed customer beside later events, until the logout', async () => {
  await decide(page, GRANTED);
  await call(page, 'claimCustomer', 'C-7');
  await call(page, 'login', 'email');
  await call(page, 'logout');
  await call(page, 'search', 'tetera');
  const events = await expectTypes(collector, [...START, 'login', 'search']);
  expect(events[2]).toMatchObject({ properties: { method: 'email' }, at: { customer_id: 'C-7' } });
  expect(events[3]?.at).not.toHaveProperty('customer_id');
  expect(events[3]?.at.session).not.toBe(events[2]?.at.session);
});

test('claims a number as text, and no empty claim', async () => {
  await decide(page, GRANTED);
  for (const claim of [42, '', null]) {
    await call(page, 'claimCustomer', claim);
    await call(page, 'search', `${claim}`);
  }
  const events = await expectTypes(collector, [...START, 'search', 'search', 'search']);
  expect(events.map(({ at }) => at.customer_id).slice(2)).toEqual(['42', undefined, undefined]);
  expect(events[4]?.at).not.toHaveProperty('customer_id');
});

test.each([
  ['analytics', {}],
  ['personalization', { name: 'Ana', birth_year: 1990 }],
  ['marketing', { email: 'ana@shop.example', phone: '600' }],
])('of a profile only what %s allows leaves the page or is kept', async (purpose, allowed) => {
  const profile = { name: 'Ana', email: 'ana@shop.example', phone: '600', birth_year: 1990 };
  await call(page, 'signUp', 'email', profile);
  collector.behaviours.set('events', { status: 503 });
  await decide(page, { ...REFUSED, analytics: 'granted', [purpose]: 'granted' });
  await call(page, 'login', 'email', profile);
  await expect.poll(() => collector.requests.length).toBeGreaterThan(0);
  const kept = JSON.stringify(await readStorage(page));
  for (const value of Object.values(profile)) {
    expect(kept.includes(`:${JSON.stringify(JSON.stringify(value)).slice(1, -1)}`)).toBe(
      Object.values<unknown>(allowed).includes(value),
    );
  }

  collector.behaviours.delete('events');
  const events = await expectTypes(collector, [...START, 'sign_up', 'login']);
  expect(events.slice(2).map((event) => event.profile)).toEqual([allowed, allowed]);
});

test('uses no id without a decision, where the record is gone and the cookie is not', async () => {
  await decide(page, GRANTED);
  const [granted] = await expectTypes(collector, START);
  await page.evaluate(() => localStorage.clear());
  await visit(page, collector, '/next');
  await call(page, 'identify', 'jwt');
  await settle(page, collector);
  expect(received('identify')).toEqual([]);
  const told = await page.evaluate(
    () =>
      new Promise<PageContext>((respond) => {
        const detail = { version: 1, respond };
        document.dispatchEvent(new CustomEvent('tendero-request', { detail }));
      }),
  );
  expect(told.consent).toBeNull();
  expect(told.visitor).toBeUndefined();

  // The collector still knows of the grant.
  await decide(page, REFUSED);
  const [, , withdrawal] = await expectTypes(collector, [...START, 'consent_update']);
  expect(withdrawal?.at.visitor).toBe(granted?.at.visitor);
  expect((await readStorage(page)).cookie).toBe('');
});

test('logs in by a provider: the secret stays until the return, the token goes out once', async () => {
  await decide(page, GRANTED);
  const [granted] = await expectTypes(collector, START);
  collector.behaviours.set('social/demo/start', { status: 200, body: { nonce: 'n-1' } });
  collector.behaviours.set('social/demo', {
    status: 200,
    body: { verified: true, kept: ['name'] },
  });
  expect(await call(page, 'startSocialLogin', 'demo')).toBe('n-1');
  await visit(page, collector, '/callback?code=x');
  expect(await call(page, 'socialLogin', 'demo', 'the.id.token')).toEqual(['name']);

  const [start] = received('social/demo/start').map(bodyOf);
  const [login] = received('social/demo').map((request) => bodyOf<SocialLoginRequest>(request));
  const hash = createHash('sha256')
    .update(login?.binding ?? '')
    .digest('hex');
  expect(start).toEqual({ v: 1, binding_hash: hash });
  expect(login).toMatchObject({
    visitor: granted?.at.visitor,
    token: 'the.id.token',
    nonce: 'n-1',
    consent: { states: GRANTED },
  });
  const storage = await readStorage(page);
  expect(storage.session).toEqual({});
  expect(JSON.stringify(storage)).not.toContain('the.id.token');
});

test('yields null when the login is refused or was never started', async () => {
  collector.behaviours.set('social/demo/start', { status: 403, body: { code: 'origin' } });
  expect(await call(page, 'startSocialLogin', 'demo')).toBeNull();
  expect(await call(page, 'socialLogin', 'demo', 'the.id.token')).toBeNull();
  expect(received('social/demo')).toEqual([]);
});
