import { scryptSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from '../../../collector/src/console/password.ts';

test('a password fits its own hash and no other does', async () => {
  const stored = await hashPassword('pan con tomate');
  expect(await verifyPassword('pan con tomate', stored)).toBe(true);
  expect(await verifyPassword('pan con tomate ', stored)).toBe(false);
  expect(await verifyPassword('', stored)).toBe(false);
});

test('two hashes of one password differ', async () => {
  expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
});

test('the form is scrypt:SALT:HASH with N=2^15, r=8, p=1, 32 bytes', async () => {
  const salt = Buffer.alloc(16, 7);
  const options = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
  const hash = scryptSync('secret', salt, 32, options).toString('base64url');
  expect(await hashPassword('secret', salt)).toBe(`scrypt:${salt.toString('base64url')}:${hash}`);
});

test.each(['', 'scrypt:', 'scrypt::', 'scrypt:AAAA:', 'bcrypt:AAAA:AAAA', 'secret'])(
  'nothing fits the broken hash %j',
  async (stored) => {
    expect(await verifyPassword('secret', stored)).toBe(false);
    expect(await verifyPassword('', stored)).toBe(false);
  },
);

test('composed and decomposed letters are the same password', async () => {
  expect(await verifyPassword('canci\u006f\u0301n', await hashPassword('canci\u00f3n'))).toBe(true);
});
