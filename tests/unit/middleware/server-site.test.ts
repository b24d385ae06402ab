import { expect, test } from 'vitest';
import { operator } from '../../../collector/src/middleware/operator.ts';
import { bearer, serverSite } from '../../../collector/src/middleware/server-site.ts';
import { appAround } from '../../support/app-around.ts';
import { SHOP, siteConfig } from '../../support/site-config.ts';

const OPERATOR_KEY = 'operator-key-0123456789';
const GOOD = { Authorization: `Bearer ${SHOP.secretKey}` };

test.each<[string, Record<string, string>, number]>([
  ['the secret key', GOOD, 200],
  ["Node's fetch, which sends Sec-Fetch-Mode", { ...GOOD, 'Sec-Fetch-Mode': 'cors' }, 200],
  ['no key', {}, 401],
  ['the write key, which is public', { Authorization: `Bearer ${SHOP.writeKey}` }, 401],
  ['a wrong key', { Authorization: `Bearer ${SHOP.secretKey}x` }, 401],
  ['the key without Bearer', { Authorization: SHOP.secretKey }, 401],
  ["a page of the shop's own origin", { ...GOOD, Origin: SHOP.origin }, 403],
  ['a page without origin', { ...GOOD, Origin: 'null' }, 403],
  [
    'a page that reads from its own origin through a proxy',
    { ...GOOD, 'Sec-Fetch-Site': 'same-origin' },
    403,
  ],
  ['an address bar', { ...GOOD, 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate' }, 403],
])("a shop server's route: %s", async (_, headers, status) => {
  const { app } = appAround(serverSite({ config: siteConfig() }));
  const answer = await app.request('/', { headers });
  expect(answer.status).toBe(status);
  expect(await answer.text()).not.toContain(SHOP.secretKey);
});

test.each<[string, Record<string, string>, number]>([
  ['an operator key', { Authorization: `Bearer ${OPERATOR_KEY}` }, 200],
  ['the second of two operator keys', { Authorization: `Bearer ${OPERATOR_KEY}-2` }, 200],
  ['no key', {}, 401],
  ["a site's secret key", GOOD, 401],
])("an operator's route: %s", async (_, headers, status) => {
  const operatorKeys = [OPERATOR_KEY, `${OPERATOR_KEY}-2`];
  const { app } = appAround(operator({ config: { ...siteConfig(), operatorKeys } }));
  expect((await app.request('/', { headers })).status).toBe(status);
});

test('with no operator key in the config nobody is one', async () => {
  const { app } = appAround(operator({ config: siteConfig() }));
  for (const Authorization of ['', 'Bearer ', 'Bearer undefined']) {
    expect((await app.request('/', { headers: { Authorization } })).status).toBe(401);
  }
});

test.each([
  ['Bearer abc', 'abc'],
  ['bearer abc', 'abc'],
  ['Bearer a b', ''],
  ['Basic abc', ''],
  ['', ''],
  [undefined, ''],
])('the token of %o is %o', (header, token) => {
  expect(bearer(header)).toBe(token);
});
