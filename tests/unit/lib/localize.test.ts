import { expect, test } from 'vitest';
import { localize } from '../../../collector/src/lib/localize.ts';

test.each([
  { locales: ['es'], expected: 'Tetera' },
  { locales: ['es-MX', 'en'], expected: 'Tetera' },
  { locales: ['fr', 'es'], expected: 'Tetera' },
  { locales: [undefined, 'es-ES'], expected: 'Tetera' },
  { locales: ['fr'], expected: 'Teapot' },
  { locales: ['constructor'], expected: 'Teapot' },
  { locales: [], expected: 'Teapot' },
])('finds $expected for $locales', ({ locales, expected }) => {
  expect(localize({ en: 'Teapot', es: 'Tetera' }, locales)).toBe(expected);
});

test('takes the exact region before the language', () => {
  expect(localize({ es: 'Ordenador', 'es-MX': 'Computadora' }, ['es-MX'])).toBe('Computadora');
});

test('finds nothing where there is no text', () => {
  expect(localize({}, ['en'])).toBeUndefined();
});
