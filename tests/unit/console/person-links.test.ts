import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPersonLinks } from '../../../collector/src/console/access/person-links.ts';

const links = createPersonLinks(Buffer.alloc(32, 3));

test('opens what it sealed, whoever it is', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('customer' as const, 'visitor' as const),
      fc.string({ minLength: 1, unit: 'grapheme' }),
      (kind, id) => {
        expect(links.open('shop', links.seal('shop', { kind, id }))).toEqual({ kind, id });
      },
    ),
  );
});

test('a link stays the same and does not show who it is', () => {
  const id = 'f00dcafe'.repeat(4);
  const link = links.seal('shop', { kind: 'visitor', id });
  expect(links.seal('shop', { kind: 'visitor', id })).toBe(link);
  expect(link).not.toContain(id);
  expect(Buffer.from(link, 'base64url').toString('latin1')).not.toContain(id);
});

test('a link of another site, of another run or changed opens nobody', () => {
  const link = links.seal('shop', { kind: 'customer', id: '42' });
  const bytes = Buffer.from(link, 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(links.open('other', link)).toBeUndefined();
  expect(createPersonLinks(Buffer.alloc(32, 4)).open('shop', link)).toBeUndefined();
  expect(links.open('shop', bytes.toString('base64url'))).toBeUndefined();
});

test.each(['', 'x', '../../etc/passwd', 'A'.repeat(500)])('opens nobody for %j', (link) => {
  expect(links.open('shop', link)).toBeUndefined();
});
