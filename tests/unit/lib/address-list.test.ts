import { expect, test } from 'vitest';
import { createAddressList, isAddressRange } from '../../../collector/src/lib/address-list.ts';

test.each<[string, string, string]>([
  ['127.0.0.1', '127.0.0.1', '127.0.0.2'],
  ['::FFFF:127.0.0.1', '127.0.0.1', '127.0.0.2'],
  ['::ffff:7f00:1', '127.0.0.1', '127.0.0.2'],
  ['FD00::1', 'fd00::1', 'fd00::2'],
  ['2001:db8:0:0::1', '2001:db8::1', '2001:db8::'],
  ['10.0.0.0/8', '10.255.0.1', '11.0.0.1'],
  ['10.1.2.3/8', '10.255.0.1', '11.0.0.1'],
  ['::ffff:10.0.0.0/104', '10.255.0.1', '11.0.0.1'],
  ['fd00::/8', 'fdff::1', 'fe00::1'],
  ['127.0.0.1', '::ffff:127.0.0.1', '::ffff:127.0.0.2'],
  ['0.0.0.0/0', '203.0.113.7', '2001:db8::1'],
])('%s holds %s and not %s', (entry, inside, outside) => {
  expect(isAddressRange(entry)).toBe(true);
  const list = createAddressList([entry]);
  // the second answer is remembered
  for (let time = 0; time < 2; time += 1) {
    expect(list.has(inside)).toBe(true);
    expect(list.has(outside)).toBe(false);
  }
});

test.each([
  '',
  'caddy',
  '127.0.0.1 ',
  ' 127.0.0.1',
  '127.0.0.1:8080',
  '[::1]',
  '10.0.0.0/33',
  'fd00::/129',
  '10.0.0.0/',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '10.0.0',
  '010.0.0.1',
  '10.0.0.*',
])('«%s» is neither an address nor a range', (entry) => {
  expect(isAddressRange(entry)).toBe(false);
  expect(() => createAddressList([entry])).toThrow(TypeError);
});

test('holds nothing that is no address', () => {
  const list = createAddressList(['0.0.0.0/0', '::/0']);
  for (const text of ['', 'caddy', '127.0.0.1 ']) expect(list.has(text)).toBe(false);
  expect(createAddressList([]).has('127.0.0.1')).toBe(false);
});
