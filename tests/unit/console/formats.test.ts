import { expect, test } from 'vitest';
import { createFormats } from '../../../collector/src/console/formats.ts';
import { en } from '../../../collector/src/console/words/en.ts';
import { es } from '../../../collector/src/console/words/es.ts';

const english = createFormats('en', 'Europe/Madrid');
const spanish = createFormats('es', 'Europe/Madrid');
const time = Date.parse('2026-10-02T22:30:05Z');

test('shows times in the time zone of the site', () => {
  expect(english.clockTime(time)).toBe('00:30:05');
  expect(english.date(time)).toBe('3 October 2026');
  expect(spanish.date(time)).toBe('3 de octubre de 2026');
});

test('writes money exactly, beyond what a float can hold', () => {
  expect(english.money('12345678901234567.89', 'EUR')).toBe('€12,345,678,901,234,567.89');
  expect(spanish.money('1234.5', 'EUR')).toBe('1.234,50\u00a0€');
});

test.each([
  ['12', 'euros'],
  ['12', ''],
  ['<b>', 'EUR'],
])('shows %j %j as it came', (value, currency) => {
  expect(english.money(value, currency)).toBe(`${value} ${currency}`);
});

test('a day stays the same day in every time zone', () => {
  expect(createFormats('en', 'Pacific/Kiritimati').day('2026-10-03')).toBe('3 October 2026');
  expect(createFormats('en', 'Pacific/Pago_Pago').day('2026-10-03')).toBe('3 October 2026');
});

test('both languages have all words, and Spanish is not left in English', () => {
  const flat = (words: object, path = ''): [string, unknown][] =>
    Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? flat(value, `${path}${key}.`)
        : [[`${path}${key}`, value] as [string, unknown]],
    );
  const spanishWords = new Map(flat(es));
  const same = flat(en).filter(([key, value]) => spanishWords.get(key) === value);
  expect(flat(en).map(([key]) => key)).toEqual(flat(es).map(([key]) => key));
  expect(same.map(([key]) => key)).toEqual(['delivery.bot']);
});
