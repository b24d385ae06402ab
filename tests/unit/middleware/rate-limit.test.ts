import { expect, test } from 'vitest';
import { createRequestLimits } from '../../../collector/src/middleware/request-limits.ts';
import { rateLimit } from '../../../collector/src/middleware/rate-limit.ts';
import { readableAnswers } from '../../../collector/src/middleware/readable-answers.ts';
import { appAround, fromAddress } from '../../support/app-around.ts';
import { SHOP, siteConfig } from '../../support/site-config.ts';

const NEVER = 1_000_000;
const SECOND_KEY = 'second-key-of-the-shop';

function limited(ofAddress: number, trustedProxies: readonly string[] = [], ofKey = NEVER) {
  let now = 5_000_000;
  const rates = {
    requestsPerSecondOfAddress: ofAddress,
    requestsPerSecondOfKey: ofKey,
    requestsPerSecondOfVisitor: NEVER,
  };
  const base = siteConfig({ site: { writeKeys: [SHOP.writeKey, SECOND_KEY] } });
  const config = {
    ...base,
    trustedProxies: [...trustedProxies],
    limits: { ...base.limits, ...rates },
  };
  const limits = createRequestLimits({ config, clock: () => now });
  const taken: string[] = [];
  const takeKey = (key: string) => {
    taken.push(key);
    limits.takeKey(key);
  };
  const { app } = appAround(
    readableAnswers(),
    rateLimit({ config, limits: { ...limits, takeKey } }),
  );
  const ask = async (address = '192.0.2.1', headers: Record<string, string> = {}, path = '/') =>
    app.request(path, { headers }, fromAddress(address));
  const statuses = async (count: number, address?: string) => {
    const seen: number[] = [];
    for (let index = 0; index < count; index += 1) seen.push((await ask(address)).status);
    return seen;
  };
  return { ask, statuses, taken, pass: (ms: number) => void (now += ms) };
}

test('lets a burst of ten seconds through, then one for each that the rate gives back', async () => {
  const { ask, statuses, pass } = limited(2);
  expect(new Set(await statuses(20))).toEqual(new Set([200]));
  expect((await ask()).status).toBe(429);
  pass(500);
  expect(await statuses(2)).toEqual([200, 429]);
  pass(60_000);
  expect(new Set(await statuses(20))).toEqual(new Set([200]));
  expect((await ask()).status).toBe(429);
});

test('says after how many seconds to come back, in an answer that a page can read', async () => {
  const { ask, statuses } = limited(1);
  await statuses(10);
  const answer = await ask('192.0.2.1', { Origin: SHOP.origin });
  expect(answer.headers.get('Retry-After')).toBe('1');
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(SHOP.origin);
  expect(answer.headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
  expect(await answer.json()).toMatchObject({ code: 'too_many_requests', retry: true });
});

test('one address takes nothing from another', async () => {
  const { statuses } = limited(1);
  await statuses(11);
  expect(await statuses(1, '192.0.2.2')).toEqual([200]);
});

test('a header that no trusted proxy wrote does not make a new address', async () => {
  const { ask, statuses } = limited(1);
  await statuses(10);
  expect((await ask('192.0.2.1', { 'X-Forwarded-For': '198.51.100.7' })).status).toBe(429);
});

test('behind a trusted proxy each shopper has a limit of their own', async () => {
  const { ask } = limited(1, ['10.0.0.1']);
  const from = (shopper: string) => ask('10.0.0.1', { 'X-Forwarded-For': shopper });
  for (let index = 0; index < 10; index += 1) await from('198.51.100.7');
  expect((await from('198.51.100.7')).status).toBe(429);
  expect((await from('198.51.100.8')).status).toBe(200);
});

test('whoever takes a new IPv6 address for each request, of the many that a line has, is still one', async () => {
  const { ask } = limited(1);
  for (let index = 1; index <= 10; index += 1) await ask(`2001:db8:0:1::${index.toString(16)}`);
  expect((await ask('2001:db8:0:1:ffff::1')).status).toBe(429);
  expect((await ask('2001:db8:0:2::1')).status).toBe(200);
});

test('a clock that goes back gives nothing away and blocks nobody for ever', async () => {
  const { statuses, pass } = limited(1);
  await statuses(10);
  pass(-60_000);
  expect(await statuses(1)).toEqual([429]);
  pass(1_000);
  expect(await statuses(1)).toEqual([200]);
});

test('a write key has a limit of its own, whatever addresses it is sent from', async () => {
  const { ask, taken } = limited(NEVER, [], 1);
  const send = (address: string, key: string) => ask(address, {}, `/?key=${key}`);
  for (let index = 0; index < 10; index += 1) await send(`192.0.2.${index}`, SHOP.writeKey);
  expect((await send('192.0.2.99', SHOP.writeKey)).status).toBe(429);
  expect((await send('192.0.2.99', SECOND_KEY)).status).toBe(200);
  expect(new Set(taken)).toEqual(new Set([SHOP.writeKey, SECOND_KEY]));
});

test('a key of no site is never remembered', async () => {
  const { ask, taken } = limited(NEVER, [], 1);
  for (let index = 0; index < 12; index += 1)
    expect((await ask('192.0.2.1', {}, `/?key=${'x'.repeat(14_000)}${index}`)).status).toBe(200);
  expect(taken).toEqual([]);
});

test('what a config does not say is far above any shop', () => {
  expect(siteConfig().limits).toMatchObject({
    requestsPerSecondOfAddress: 1_000,
    requestsPerSecondOfKey: 10_000,
    requestsPerSecondOfVisitor: 100,
  });
});
