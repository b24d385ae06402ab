import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type OpenIdProvider, startOpenIdProvider } from '../../support/openid-provider.ts';
import {
  openTestCollector,
  TEST_ORIGIN,
  TEST_SITE,
  type TestCollector,
} from '../../support/open-test-collector.ts';
import { ALL, decisionOf, makeContext, send } from '../../support/wire.ts';

const CLIENT = 'shop';
const BINDING = 'a secret of this browser'.replaceAll(' ', '-');

let provider: OpenIdProvider;
let collector: TestCollector;
beforeAll(async () => {
  provider = await startOpenIdProvider(CLIENT, {
    name: 'Aurelia Zambrano',
    locale: 'es-UY',
    email: 'aurelia@mail.example',
  });
  const { issuer, jwksUrl } = provider;
  collector = await openTestCollector({
    site: { providers: [{ id: 'demo', name: 'Demo', issuer, clientId: CLIENT, jwksUrl }] },
  });
});
afterAll(async () => {
  await collector.remove();
  await provider.close();
});

async function call(path: string, body: object): Promise<Response> {
  return collector.app.request(`/v1/social/${path}?key=${TEST_SITE.writeKeys[0]}`, {
    method: 'POST',
    headers: { Origin: TEST_ORIGIN, 'Content-Type': 'text/plain' },
    body: JSON.stringify(body),
  });
}

test('a login at a real OpenID provider (code, PKCE) is verified by its published keys, and once only', async () => {
  const context = makeContext();
  await send(collector, [context], [decisionOf(context)]);
  const hash = createHash('sha256').update(BINDING).digest('hex');
  const started = await call('demo/start', { v: 1, binding_hash: hash });
  const { nonce } = z.object({ nonce: z.string() }).parse(await started.json());

  const token = await provider.login({ account: 'aurelia', nonce });
  const { visitor } = context;
  const consent = { states: ALL, version: '1', at: Date.now() };
  const login = { v: 1, visitor, token, nonce, binding: BINDING, consent };
  const answer = await call('demo', login);
  expect(await answer.json()).toEqual({ verified: true, kept: ['basic', 'contact'] });
  expect((await call('demo', login)).status).toBe(401);

  await collector.drainNow();
  const rows = await collector.database.serve.query({
    sql: `SELECT field, value FROM profile_current WHERE visitor_id = {visitor: String} ORDER BY field`,
    params: { visitor: visitor ?? '' },
    row: z.object({ field: z.string(), value: z.string() }),
  });
  expect(rows).toEqual([
    { field: 'email', value: 'aurelia@mail.example' },
    { field: 'locale', value: 'es-UY' },
    { field: 'name', value: 'Aurelia Zambrano' },
  ]);
});
