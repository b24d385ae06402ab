import { expect, test } from 'vitest';
import { preflight } from '../../../collector/src/middleware/preflight.ts';
import { publicSite } from '../../../collector/src/middleware/public-site.ts';
import { readableAnswers } from '../../../collector/src/middleware/readable-answers.ts';
import { appAround } from '../../support/app-around.ts';
import { SHOP, siteConfig } from '../../support/site-config.ts';

const OTHER = {
  id: 'other',
  name: 'Other',
  origins: ['https://other.example'],
  writeKeys: ['write-key-of-another'],
  currency: 'EUR',
  timeZone: 'UTC',
};

interface Asked {
  readonly method?: string;
  readonly key?: string;
  readonly origin?: string | undefined;
  readonly events?: boolean;
  readonly site?: Record<string, unknown>;
}

async function ask({
  method = 'POST',
  key = SHOP.writeKey,
  origin,
  events = false,
  site = {},
}: Asked) {
  const config = siteConfig({ site, others: [OTHER] });
  const around = appAround(readableAnswers(), publicSite({ config, events }), preflight());
  const headers = origin === undefined ? {} : { Origin: origin };
  return around.app.request(`/?key=${key}`, { method, headers });
}

const NULL_ORIGIN = { origin: 'null', site: { allowNullOrigin: true } };

test.each<[string, Asked, number]>([
  ["a page of the site's origin", { origin: SHOP.origin }, 200],
  ['an unknown key', { origin: SHOP.origin, key: 'nobody' }, 401],
  ['no key', { origin: SHOP.origin, key: '' }, 401],
  ["another site's origin", { origin: 'https://other.example' }, 403],
  ["another site's key", { origin: SHOP.origin, key: 'write-key-of-another' }, 403],
  ['the origin with another scheme', { origin: 'http://shop.example' }, 403],
  ['the origin with a port', { origin: `${SHOP.origin}:8443` }, 403],
  ['a longer host', { origin: `${SHOP.origin}.evil.example` }, 403],
  ['a subdomain', { origin: 'https://www.shop.example' }, 403],
  ['a POST without origin', {}, 403],
  ['a GET without origin (same-origin pages send none)', { method: 'GET' }, 200],
  ['a GET of a foreign origin', { method: 'GET', origin: 'https://evil.example' }, 403],
  ['a null origin', { origin: 'null', events: true }, 403],
  ['a null origin where the site allows it, for events', { ...NULL_ORIGIN, events: true }, 200],
  ['a null origin where the site allows it, elsewhere', NULL_ORIGIN, 403],
  ['a preflight of the origin', { method: 'OPTIONS', origin: SHOP.origin }, 204],
  ['a preflight of a foreign origin', { method: 'OPTIONS', origin: 'https://evil.example' }, 403],
])('%s is answered as it should be', async (_, asked, status) => {
  const answer = await ask(asked);
  expect(answer.status).toBe(status);
});

test.each<[string, Asked]>([
  ['an accepted request', { origin: SHOP.origin }],
  ['an unknown key', { origin: SHOP.origin, key: 'nobody' }],
  ['a foreign origin', { origin: 'https://evil.example' }],
])(
  'the page can read the answer to %s, which names its exact origin and no credentials',
  async (_, asked) => {
    const { headers } = await ask(asked);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(asked.origin);
    expect(headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
    expect(headers.get('Vary')).toContain('Origin');
    expect(headers.has('Access-Control-Allow-Credentials')).toBe(false);
  },
);

test('a preflight of the origin is told what pages may send, and nothing about credentials', async () => {
  const { headers } = await ask({ method: 'OPTIONS', origin: SHOP.origin });
  expect(headers.get('Access-Control-Allow-Headers')).toBe('Content-Type');
  expect(headers.get('Access-Control-Allow-Methods')).toBe('GET, POST');
  expect(headers.get('Access-Control-Allow-Origin')).toBe(SHOP.origin);
  expect(headers.has('Access-Control-Allow-Credentials')).toBe(false);
});

test('a refusal says what was expected and repeats the key to nobody', async () => {
  const answer = await ask({ origin: SHOP.origin, key: 'a-mistyped-key-4711' });
  const body = await answer.text();
  expect(JSON.parse(body)).toMatchObject({ status: 401, code: 'unknown_key', retry: false });
  expect(body).not.toContain('4711');
});
