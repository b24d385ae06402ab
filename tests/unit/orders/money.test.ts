import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountText, parseAmount, toAmount } from '../../../collector/src/orders/money.ts';

test.each([
  ['12', '12.0000'],
  ['6.95', '6.9500'],
  ['-53594.36', '-53594.3600'],
  ['0.001', '0.0010'],
  ['-0.05', '-0.0500'],
  ['1.500000', '1.5000'],
])('reads %s as %s', (text, expected) => {
  const amount = parseAmount(text);
  expect(amount === undefined ? undefined : amountText(amount)).toBe(expected);
});

test.each(['', 'free', '1,50', '1.23456', '1e3', '+1', '.5', '123456789012345'])(
  'takes «%s» for no price',
  (text) => {
    expect(parseAmount(text)).toBeUndefined();
  },
);

test('leaves no binary fraction of a JSON number', () => {
  expect(amountText(toAmount(0.1 + 0.2))).toBe('0.3000');
});

test('reads back what it writes', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 17n), 10n ** 17n), (amount) => {
      expect(parseAmount(amountText(amount))).toBe(amount);
    }),
  );
});
