import { LIMITS } from '@tendero/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openTestCollector,
  TEST_ORIGIN,
  TEST_SITE,
  type TestCollector,
} from '../../support/open-test-collector.ts';

let collector: TestCollector;
beforeAll(async () => {
  const provider = {
    id: 'demo',
    name: 'Demo login',
    issuer: 'https://id.example',
    clientId: 'client-not-for-pages',
    jwksUrl: 'https://id.example/jwks',
  };
  collector = await openTestCollector({
    site: {
      providers: [provider],
      notice: {
        version: '7',
        renewAfterMonths: 12,
        texts: { es: { title: 'Hola', text: 'Texto' } },
      },
    },
    config: { limits: { maxEvents: 50 } },
  });
});
afterAll(() => collector.remove());

test('tells a page what it may know of its shop, and none of its secrets', async () => {
  const answer = await collector.app.request(`/v1/site?key=${TEST_SITE.writeKeys[0]}`, {
    headers: { Origin: TEST_ORIGIN },
  });
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(TEST_ORIGIN);
  expect(await answer.json()).toEqual({
    name: TEST_SITE.name,
    locale: 'en',
    currency: 'EUR',
    notice: { version: '7', renewAfterMonths: 12, texts: { es: { title: 'Hola', text: 'Texto' } } },
    providers: [{ id: 'demo', name: 'Demo login' }],
  });
});

test('answers nothing without a known key', async () => {
  expect((await collector.app.request('/v1/site')).status).toBe(401);
});

test('tells its limits, as far as the config lowers them', async () => {
  const answer = await collector.app.request('/v1/limits');
  expect(await answer.json()).toEqual({ ...LIMITS, maxEvents: 50 });
});
