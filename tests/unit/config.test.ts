import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Config, ConfigError, loadConfig } from '../../collector/src/config.ts';

const SITE = {
  id: 'shop',
  name: 'Shop',
  origins: ['https://shop.example'],
  writeKeys: ['write-key-0123456789'],
  secretKeys: ['secret-key-0123456789'],
  currency: 'EUR',
  timeZone: 'Europe/Madrid',
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tendero-config-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function load(content: unknown, env: Record<string, string | undefined> = {}): Config {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(root, 'shop.json'), text);
  return loadConfig({ TENDERO_CONFIG: 'shop.json', ...env }, root);
}

function problemsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError)
      return error.message
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    throw error;
  }
  return [];
}

test('fills in what is not said', () => {
  const config = load({ sites: [SITE] });
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    dataDir: join(root, '.data/collector'),
    clickhouse: { url: undefined, database: 'tendero', cluster: undefined },
    sites: [{ locale: 'en', allowNullOrigin: false, notice: { version: '1' }, offers: [] }],
    operatorKeys: [],
    trustedProxies: [],
  });
});

test('relative paths count from the root, absolute ones stay', () => {
  expect(load({ sites: [SITE] }, { DATA_DIR: 'data/here' }).dataDir).toBe(join(root, 'data/here'));
  expect(load({ sites: [SITE] }, { DATA_DIR: '/srv/data' }).dataDir).toBe('/srv/data');
});

test('an empty variable is none', () => {
  const config = load({ sites: [SITE] }, { PORT: '', CLICKHOUSE_URL: '', HOST: '' });
  expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', clickhouse: { url: undefined } });
});

test('is frozen to the last leaf', () => {
  const config = load({ sites: [SITE] });
  expect(() => Reflect.apply(Array.prototype.push, config.sites[0]?.writeKeys, ['x'])).toThrow(
    TypeError,
  );
  expect(Object.isFrozen(config.sites[0]?.notice.texts)).toBe(true);
});

test('all problems of the environment and of the file come together', () => {
  const site = {
    ...SITE,
    currency: 'euro',
    timeZone: 'Madrid',
    origins: ['https://shop.example/'],
  };
  const problems = problemsOf(() =>
    load(
      { sites: [site], operatorKeys: ['short'], typo: 1 },
      { PORT: '70000', CLICKHOUSE_URL: 'ftp://x' },
    ),
  );
  const places = [
    'environment PORT',
    'environment CLICKHOUSE_URL',
    'TENDERO_CONFIG sites.0.origins.0',
    'TENDERO_CONFIG sites.0.currency',
    'TENDERO_CONFIG sites.0.timeZone',
    'TENDERO_CONFIG operatorKeys.0',
    'typo',
  ];
  for (const place of places) {
    expect(
      problems.filter((line) => line.includes(place)),
      place,
    ).toHaveLength(1);
  }
  expect(problems).toHaveLength(places.length);
});

test.each([
  ['is not JSON', '{'],
  ['could not be read', undefined],
])('a file that %s is told beside the problems of the environment', (why, content) => {
  if (content !== undefined) writeFileSync(join(root, 'shop.json'), content);
  const problems = problemsOf(() => loadConfig({ TENDERO_CONFIG: 'shop.json', PORT: 'x' }, root));
  expect(problems).toHaveLength(2);
  expect(problems[0]).toContain('PORT');
  expect(problems[1]).toBe(`TENDERO_CONFIG: ${join(root, 'shop.json')} ${why}`);
});

test('says so when no file is named', () => {
  expect(problemsOf(() => loadConfig({}, root)).join()).toContain('environment TENDERO_CONFIG');
});

const other = { ...SITE, id: 'other', writeKeys: ['other-write-key-01'], secretKeys: [] };

test.each([
  [
    'two sites share an id',
    { sites: [SITE, { ...other, id: 'shop' }] },
    'sites.1.id: the same as sites.0.id',
  ],
  [
    'two sites share a write key',
    { sites: [SITE, { ...other, writeKeys: SITE.writeKeys }] },
    'sites.1.writeKeys.0: the same as sites.0.writeKeys.0',
  ],
  [
    'a secret key is public elsewhere',
    { sites: [SITE, { ...other, secretKeys: SITE.writeKeys }] },
    'sites.1.secretKeys.0: the same as sites.0.writeKeys.0',
  ],
  [
    "an operator key is a site's",
    { sites: [SITE], operatorKeys: SITE.writeKeys },
    'operatorKeys.0: the same as sites.0.writeKeys.0',
  ],
])('refuses when %s, without naming the key', (_, content, problem) => {
  const problems = problemsOf(() => load(content));
  expect(problems).toEqual([`TENDERO_CONFIG ${problem}`]);
  expect(problems.join()).not.toContain(SITE.writeKeys[0]);
});

test.each(['http://localhost:8000', 'https://shop.example'])('takes the origin %s', (origin) => {
  expect(load({ sites: [{ ...SITE, origins: [origin] }] }).sites[0]?.origins).toEqual([origin]);
});

test.each([
  '*',
  'https://*.shop.example',
  'shop.example',
  'https://Shop.example',
  'null',
  'file://x',
])('refuses the origin %s, which no browser would send or which is not exact', (origin) => {
  expect(problemsOf(() => load({ sites: [{ ...SITE, origins: [origin] }] }))).toHaveLength(1);
});

test.each(['a*', 'a?', '{a,b}', 'a}'])(
  'a folder of data named %s would be a pattern to the database, and is refused',
  (name) => {
    const [problem] = problemsOf(() => load({ sites: [SITE] }, { DATA_DIR: name }));
    expect(problem).toMatch(/^environment DATA_DIR: .*pattern; got /);
    expect(load({ sites: [SITE] }, { DATA_DIR: "a [b] 'c'" }).dataDir).toContain("a [b] 'c'");
    // a server reads no file of this folder
    const env = { DATA_DIR: name, CLICKHOUSE_URL: 'http://localhost:8123' };
    expect(load({ sites: [SITE] }, env).dataDir).toContain(name);
  },
);

test('an offer leads to a page, never to a script', () => {
  const offer = {
    id: 'tea',
    type: 'interest',
    category: 'Tea',
    views: 2,
    title: { en: 'Tea' },
    text: { en: 'Tea' },
    action: { en: 'Look' },
    url: 'javascript:alert(1)',
  };
  expect(problemsOf(() => load({ sites: [{ ...SITE, offers: [offer] }] })).join()).toContain(
    'offers.0.url',
  );
  expect(
    load({ sites: [{ ...SITE, offers: [{ ...offer, url: '/tea' }] }] }).sites[0]?.offers,
  ).toHaveLength(1);
});

test('addresses may be ranges; a name or an address with something around it is no address', () => {
  const good = { internalAddresses: ['192.0.2.1', 'FD00::/8'] };
  const config = load({ sites: [{ ...SITE, ...good }], trustedProxies: ['10.0.0.0/8', '::1'] });
  expect(config).toMatchObject({ trustedProxies: ['10.0.0.0/8', '::1'], sites: [good] });

  const bad = { internalAddresses: ['not an address'] };
  const problems = problemsOf(() =>
    load({
      sites: [{ ...SITE, ...bad }],
      trustedProxies: ['127.0.0.1', 'caddy', '127.0.0.1 ', ''],
    }),
  );
  const expected =
    'expected an address such as 192.0.2.1 or a range such as 10.0.0.0/8 or fd00::/8, got';
  expect(problems).toEqual([
    `TENDERO_CONFIG sites.0.internalAddresses.0: ${expected} "not an address"`,
    `TENDERO_CONFIG trustedProxies.1: ${expected} "caddy"`,
    `TENDERO_CONFIG trustedProxies.2: ${expected} "127.0.0.1 "`,
    `TENDERO_CONFIG trustedProxies.3: ${expected} ""`,
  ]);
});
