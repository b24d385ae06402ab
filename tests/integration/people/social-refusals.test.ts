import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { TEST_ORIGIN } from '../../support/open-test-collector.ts';
import { CLIENT, openSocialShop, type SocialShop, TRACES } from '../../support/social-shop.ts';

let shop: SocialShop;
beforeAll(async () => {
  shop = await openSocialShop();
});
afterAll(() => shop.close());

test('a login can be finished with the same nonce when the provider could not be asked at first', async () => {
  const started = await shop.start();
  const token = await shop.provider.sign(shop.claims(started.nonce));
  shop.provider.setDown(true);
  const answer = await shop.login({ ...started, token });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('Retry-After')).toBe('5');
  expect(await answer.json()).toMatchObject({ code: 'provider_unreachable', retry: true });
  shop.provider.setDown(false);
  expect((await shop.login({ ...started, token })).status).toBe(200);
});

test("fetches the provider's keys once for many logins", async () => {
  const before = shop.provider.fetches();
  for (let count = 0; count < 5; count += 1) {
    const started = await shop.start();
    const token = await shop.provider.sign(shop.claims(started.nonce));
    expect((await shop.login({ ...started, token })).status).toBe(200);
  }
  expect(shop.provider.fetches()).toBe(before);
});

describe('a token that is not good', () => {
  async function refusal(answer: Response, token: string): Promise<string> {
    expect(answer.status).toBe(401);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(TEST_ORIGIN);
    const text = await answer.text();
    for (const part of token.split('.').filter(Boolean)) expect(text).not.toContain(part);
    expect(text).not.toMatch(TRACES);
    expect(shop.collector.log()).not.toMatch(TRACES);
    return z.object({ code: z.string() }).parse(JSON.parse(text)).code;
  }

  const minutesAgo = (minutes: number) => Math.floor(Date.now() / 1_000) - minutes * 60;

  test.each<[string, string, Record<string, unknown>]>([
    ['another issuer', 'token_issuer', { iss: 'https://evil.example' }],
    ['another audience', 'token_audience', { aud: 'other-client' }],
    ['another authorized party', 'token_audience', { aud: [CLIENT, 'x'], azp: 'x' }],
    ['an end in the past', 'token_expired', { iat: minutesAgo(10), exp: minutesAgo(1) }],
    ['no end', 'token_expired', { exp: undefined }],
    ['a start in the future', 'token_claim', { nbf: minutesAgo(-5) }],
    ['another nonce', 'token_nonce', { nonce: 'another' }],
    ['no nonce', 'token_nonce', { nonce: undefined }],
    ['no subject', 'token_claim', { sub: undefined }],
  ])('is refused for %s', async (_, code, changes) => {
    const started = await shop.start();
    const token = await shop.provider.sign(shop.claims(started.nonce, changes));
    expect(await refusal(await shop.login({ ...started, token }), token)).toBe(code);
  });

  test.each<[string, string, (claims: JWTPayload) => Promise<string> | string]>([
    ['a foreign key', 'token_signature', (good) => shop.provider.signWithForeignKey(good)],
    ['no signature at all', 'token_algorithm', (good) => new UnsecuredJWT(good).encode()],
    [
      'a shared secret that anybody knows',
      'token_algorithm',
      (good) =>
        new SignJWT(good)
          .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
          .sign(Buffer.alloc(32, 1)),
    ],
    ['what is no token', 'token_malformed', () => 'bm9oZWFk.bm9jbGFpbXM.bm9zaWc'],
  ])('is refused for %s', async (_, code, make) => {
    const started = await shop.start();
    const token = await make(shop.claims(started.nonce));
    expect(await refusal(await shop.login({ ...started, token }), token)).toBe(code);
  });

  test('is refused when its claims were changed after signing', async () => {
    const started = await shop.start();
    const [head, , signature] = (await shop.provider.sign(shop.claims(started.nonce))).split('.');
    const forged = Buffer.from(JSON.stringify(shop.claims(started.nonce, { sub: 'admin' })));
    const token = `${head}.${forged.toString('base64url')}.${signature}`;
    expect(await refusal(await shop.login({ ...started, token }), token)).toBe('token_signature');
  });

  test('is refused the second time: its nonce is used up', async () => {
    const started = await shop.start();
    const token = await shop.provider.sign(shop.claims(started.nonce));
    expect((await shop.login({ ...started, token })).status).toBe(200);
    expect(await refusal(await shop.login({ ...started, token }), token)).toBe('unknown_nonce');
  });

  test('passes once of two that come at the same time', async () => {
    const started = await shop.start();
    const token = await shop.provider.sign(shop.claims(started.nonce));
    const answers = await Promise.all([
      shop.login({ ...started, token }),
      shop.login({ ...started, token }),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 401]));
  });

  test('is refused in another browser than the one that began, which can still finish', async () => {
    const started = await shop.start();
    const token = await shop.provider.sign(shop.claims(started.nonce));
    const stolen = { ...started, binding: 'another-binding', token };
    expect(await refusal(await shop.login(stolen), token)).toBe('foreign_binding');
    expect((await shop.login({ ...started, token })).status).toBe(200);
  });

  test('is refused at another provider than the one it was started for', async () => {
    const started = await shop.start();
    const token = await shop.provider.sign(shop.claims(started.nonce, { aud: 'other-client' }));
    const answer = await shop.login({ ...started, token, provider: 'other' });
    expect(await refusal(answer, token)).toBe('unknown_nonce');
  });

  test('is refused with a nonce that nobody issued', async () => {
    const token = await shop.provider.sign(shop.claims('made-up'));
    const answer = await shop.login({ nonce: 'made-up', binding: 'x', token });
    expect(await refusal(answer, token)).toBe('unknown_nonce');
  });
});

describe('the start of a login', () => {
  test('makes another nonce of 128 bits each time, and never lets it be cached', async () => {
    const answer = await shop.call('demo/start', { v: 1, binding_hash: 'a'.repeat(64) });
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    const nonces = new Set([(await shop.start()).nonce, (await shop.start()).nonce]);
    expect(nonces.size).toBe(2);
    for (const nonce of nonces) {
      expect(Buffer.from(nonce.split('.')[0] ?? '', 'base64url')).toHaveLength(16);
      expect(nonce).toMatch(/^[\w-]{22}\.\d+\.[\w-]{22}\.[\w-]{22}$/);
    }
  });

  test.each([
    ['an unknown provider', 'nobody/start', { status: 404, code: 'unknown_provider' }, TEST_ORIGIN],
    ['another origin', 'demo/start', { status: 403, code: 'wrong_origin' }, 'https://evil.example'],
  ])('is refused for %s', async (_, path, { status, code }, origin) => {
    const answer = await shop.call(path, { v: 1, binding_hash: 'a'.repeat(64) }, origin);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code });
  });

  test('is refused without a hash, naming the place', async () => {
    const answer = await shop.call('demo/start', { v: 1, binding_hash: 'short' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'invalid_body',
      detail: expect.stringMatching(/^binding_hash: /),
    });
  });
});
