import fc from 'fast-check';
import type { Context, WireEvent } from '@tendero/schema';
import { makeContext, makeEvent } from './wire.ts';

/** `TENDERO_FUZZ=20 npm test integration` tries twenty times as many. */
export const FUZZ_FACTOR = Number(process.env['TENDERO_FUZZ'] ?? 1);

/** What has broken parsers and databases before. */
const NASTY: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.1,
  1e12,
  1e12 + 1,
  -1e12,
  1e308,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 2,
  8_640_000_000_000_000,
  8_640_000_000_000_001,
  4_102_444_800_000,
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  '😀',
  '\u2028',
  '\\',
  '"',
  "'; DROP TABLE events_raw; --",
  '{"a":1}',
  'constructor',
  'NaN',
  'x'.repeat(129),
  'x'.repeat(301),
  'x'.repeat(2_001),
  '9'.repeat(400),
  'EUR',
  'eur',
  'purchase',
  'consent_update',
  [],
  [[]],
  [null],
  {},
  { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } },
  { item_id: 'x' },
  [{ item_id: '' }],
  [{ item_id: 'x', price: '1' }],
  [{ item_id: 'x', price: 1e13 }],
  [{ item_id: 'x', price: -0.00001, quantity: 0, discount: 1e12, coupon: 'c' }],
  [{ item_id: 'x', quantity: 1.5 }],
  JSON.parse('{"__proto__":{"admin":true}}'),
  { constructor: 1, toString: null },
  { a: '\ud83c', b: Number.POSITIVE_INFINITY },
  { 'a.b': 1, a: 2 },
  Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`p${index}`, index])),
];

const FIELDS =
  'id type time context items transaction_id value currency tax shipping coupon properties profile consent __proto__ unknown'.split(
    ' ',
  );

/** The same values in every run of one machine's tests would find the same faults: some are new each time. */
const VALUES: readonly unknown[] = [
  ...NASTY,
  ...fc.sample(fc.string({ unit: 'binary', maxLength: 12 }), 40),
  ...fc.sample(fc.double(), 40),
  ...fc.sample(fc.integer(), 20),
];

/** Fields that any shop sends, so that what is changed is not always a bare page view. */
const GOODS: readonly Partial<WireEvent>[] = [
  {},
  { type: 'view_item', items: [{ item_id: 'tea', price: 1.25, quantity: 2 }] },
  { type: 'purchase', transaction_id: 'T1', value: 12.3, currency: 'EUR', tax: 1, shipping: 2 },
  { type: 'search', properties: { term: 'tea', page: 2, exact: true, none: null } },
];

const PLACES = ['visitor', 'session', 'page', 'consent', 'customer_id', 'internal', 'more'];

/** What one number stands for: a field and what is put there. */
const number = fc.nat(0x7fffffff);

/** Three numbers make an event; to make them costs a hundredth of what making its parts one by one does. */
const CHANGES = 3;

/** Events of the contract with up to three fields changed to something odd, some of them no events at all. */
export function oddEvents(most: number): fc.Arbitrary<unknown[]> {
  return fc
    .array(fc.tuple(number, number, number), { maxLength: most, size: 'max' })
    .map((all) => all.map((one) => toOdd(makeEvent(pick(GOODS, one[0] >>> 20)), FIELDS, one)));
}

/** The same of contexts. */
export const oddContext: fc.Arbitrary<unknown> = fc
  .tuple(number, number, number)
  .map((one) => toOdd(makeContext(), PLACES, one));

function toOdd(
  whole: WireEvent | Context,
  fields: readonly string[],
  numbers: readonly [number, number, number],
): unknown {
  const [first] = numbers;
  if (first % 50 === 0) return pick(VALUES, first >>> 8);
  const changed: unknown = { ...whole };
  for (const one of numbers.slice(0, first % (CHANGES + 1))) {
    // as JSON.parse does: a field `__proto__` is a field like any other
    Object.defineProperty(changed, pick(fields, one >>> 2) ?? '', {
      value: pick(VALUES, one >>> 12),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return changed;
}

function pick<Value>(values: readonly Value[], number: number): Value | undefined {
  return values[number % values.length];
}
