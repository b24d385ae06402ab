import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig, type Config } from '../../../collector/src/config.ts';
import { atOwner } from '../../../collector/src/middleware/at-owner.ts';
import { appAround } from '../../support/app-around.ts';
import { TEST_SITE } from '../../support/open-test-collector.ts';

interface Seen {
  url: string | undefined;
  authorization: string | undefined;
  body: string;
}

const seen: Seen[] = [];
const owner = createServer((request, response) => {
  void text(request).then((body) => {
    seen.push({ url: request.url, authorization: request.headers.authorization, body });
    response
      .writeHead(202, { 'Access-Control-Allow-Origin': 'https://shop.example' })
      .end('{"at":"owner"}');
  });
});
let ownerUrl: string;

beforeAll(async () => {
  owner.listen(0, '127.0.0.1');
  await once(owner, 'listening');
  const address = owner.address();
  ownerUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => void owner.close());

function configOf(url?: string): Config {
  const clickhouse = { url: undefined, database: 'tendero', cluster: undefined };
  const place = { host: '127.0.0.1', port: 0, dataDir: '/nowhere', clickhouse };
  return parseConfig(
    { sites: [TEST_SITE] },
    url === undefined ? place : { ...place, ownerUrl: url },
  );
}

const request = { method: 'POST', body: '{"v":1}', headers: { Authorization: 'Bearer key' } };

test('without an owner every request is answered here', async () => {
  const { app } = appAround(atOwner({ config: configOf() }));
  expect(await (await app.request('/v1/server/events', request)).text()).toBe('through');
  expect(seen).toEqual([]);
});

test('an owner answers in its place, with the request and the answer as they are', async () => {
  const { app } = appAround(atOwner({ config: configOf(ownerUrl) }));
  const answer = await app.request('/v1/social/demo/start?key=k', request);
  expect(answer.status).toBe(202);
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('https://shop.example');
  expect(await answer.json()).toEqual({ at: 'owner' });
  expect(seen).toEqual([
    { url: '/v1/social/demo/start?key=k', authorization: 'Bearer key', body: '{"v":1}' },
  ]);
});

test('an owner that is away is a 503 to try again, and a body too large is refused before', async () => {
  const { app } = appAround(atOwner({ config: configOf('http://127.0.0.1:9') }));
  const away = await app.request('/v1/server/events', request);
  expect(away.status).toBe(503);
  expect(away.headers.get('Retry-After')).toBe('5');
  const large = await app.request('/v1/server/events', { ...request, body: 'x'.repeat(1_100_000) });
  expect(large.status).toBe(413);
});
