import { expect, test } from 'vitest';
import { openCountries } from '../../../collector/src/lib/country.ts';

const countryOf = openCountries();

test.each([
  ['an address in Spain', '80.58.0.1', 'ES'],
  ['an address in the United States', '8.8.8.8', 'US'],
  ['an IPv6 address in Germany', '2003:e4::1', 'DE'],
  ['this machine', '127.0.0.1', ''],
  ['a private network', '10.1.2.3', ''],
  ['an address kept for examples', '192.0.2.1', ''],
  ['no address', '', ''],
  ['what a proxy may write instead of one', 'unknown', ''],
  ['something long', '9'.repeat(5_000), ''],
])('%s', (_, address, country) => {
  expect(countryOf(address)).toBe(country);
  // the second answer comes from memory
  expect(countryOf(address)).toBe(country);
});
