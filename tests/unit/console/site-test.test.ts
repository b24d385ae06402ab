import { expect, test } from 'vitest';
import { testSite } from '../../../collector/src/console/site-test/site-test.ts';
import { SHOP, siteConfig } from '../../support/site-config.ts';

const origins = ['https://shop.example', 'https://www.shop.example'];
const [site = expect.fail('no site')] = siteConfig({ site: { origins } }).sites;
const base = { site, asked: '', arrivals: [], refusals: [], collectorUrl: 'https://t.example' };

test.each([
  ['https://shop.example/some/page?x=1', { state: 'listed', origin: 'https://shop.example' }],
  ['https://other.example', { state: 'not-listed', origin: 'https://other.example' }],
  ['http://shop.example', { state: 'not-listed', origin: 'http://shop.example' }],
  ['shop.example', { state: 'unreadable' }],
  ['javascript:alert(1)', { state: 'unreadable' }],
  ['  ', { state: 'not-asked' }],
])('judges the address %j', (asked, check) => {
  expect(testSite({ ...base, asked }).check).toEqual(check);
});

test('shows for each origin when its last event came, also for origins no longer listed', () => {
  const arrivals = [
    { origin: 'https://old.example', lastAt: 5 },
    { origin: 'https://shop.example', lastAt: 9 },
  ];
  expect(testSite({ ...base, arrivals }).origins).toEqual([
    { origin: 'https://shop.example', isListed: true, lastAt: 9 },
    { origin: 'https://www.shop.example', isListed: true, lastAt: undefined },
    { origin: 'https://old.example', isListed: false, lastAt: 5 },
  ]);
});

test('gives a snippet with the collector and the first write key, and no secret', () => {
  const { snippet } = testSite(base);
  expect(snippet).toContain(`src="https://t.example/tendero.js" data-key="${SHOP.writeKey}"`);
  expect(snippet).not.toContain(SHOP.secretKey);
});

test('shows refusals of what a tag calls, and not those of the rest', () => {
  const refusal = (path: string) => ({ at: 1, code: 'x', path, origin: '' });
  const refusals = [refusal('/v1/events'), refusal('/wp-login.php'), refusal('/console/login')];
  expect(testSite({ ...base, refusals }).refusals).toEqual([refusal('/v1/events')]);
});
