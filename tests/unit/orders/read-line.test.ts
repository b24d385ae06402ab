import { expect, test } from 'vitest';
import type { Mapping } from '../../../collector/src/orders/import/mapping.ts';
import { parseMapping } from '../../../collector/src/orders/import/mapping.ts';
import { readHeader } from '../../../collector/src/orders/import/read-header.ts';
import { createLineReader } from '../../../collector/src/orders/import/read-line.ts';
import { RequestProblem } from '../../../collector/src/lib/problem.ts';
import { siteConfig } from '../../support/site-config.ts';

const [site] = siteConfig().sites;
const HEADER = ['order', 'item', 'time', 'quantity', 'price', 'customer', 'country', 'name'];
const COLUMNS = Object.fromEntries(HEADER.map((name) => [name, name]));

function mappingOf(changes: Record<string, string> = {}): Mapping {
  if (!site) throw new Error('the test config has a site');
  return parseMapping({ ...COLUMNS, ...changes }, site);
}

function readLine(
  fields: readonly string[],
  changes: Record<string, string> = {},
  separator: ',' | ';' = ',',
) {
  const mapping = mappingOf({ refundPrefix: 'C', charges: 'POST,ADJUST*', ...changes });
  const read = createLineReader(mapping, readHeader(HEADER, mapping, new Set()));
  return read({ line: 7, fields, raw: fields.join(separator), separator });
}

function line(changes: Record<string, string> = {}): string[] {
  const values: Record<string, string> = {
    order: '1001',
    item: 'A1',
    time: '2025-07-01 12:00:00',
    quantity: '2',
    price: '6.95',
    customer: '77',
    country: 'Spain',
    name: 'Taza',
    ...changes,
  };
  return HEADER.map((name) => values[name] ?? '');
}

test('reads a sale with its local time and exact price', () => {
  expect(readLine(line())).toEqual({
    line: 7,
    book: 'sale',
    order_id: '1001',
    placed_at: '2025-07-01T10:00:00.000Z',
    item_id: 'A1',
    item_name: 'Taza',
    kind: 'goods',
    quantity: 2,
    price: '6.9500',
    customer_id: '77',
    country: 'Spain',
  });
});

test.each([
  [
    'a cancellation as pieces that came back',
    { order: 'C1', quantity: '-2' },
    { book: 'refund', quantity: 2 },
  ],
  [
    'what a cancellation charges again as negative',
    { order: 'C1', quantity: '1' },
    { book: 'refund', quantity: -1 },
  ],
  ['a code on the list of charges, in any case', { item: 'post' }, { kind: 'charge' }],
  ['a code that fits a pattern of charges', { item: 'ADJUST2' }, { kind: 'charge' }],
  ['a code that only begins like a charge as goods', { item: 'POSTER' }, { kind: 'goods' }],
  ['a gift, at no price', { price: '0' }, { price: '0.0000' }],
])('reads %s', (_case, changes, expected) => {
  expect(readLine(line(changes))).toMatchObject(expected);
});

test.each([
  ['a decimal comma', { price: '6,95' }, { price: '6.9500' }],
  ['a decimal comma behind thousands', { price: '1.234,5' }, { price: '1234.5000' }],
  ['a decimal point', { price: '6.95' }, { price: '6.9500' }],
  ['the day first', { time: '3/7/2025 9:05' }, { placed_at: '2025-07-03T07:05:00.000Z' }],
  ['a day without its time', { time: '31.12.2025' }, { placed_at: '2025-12-30T23:00:00.000Z' }],
  ['the year first', { time: '2025-07-01 12:00' }, { placed_at: '2025-07-01T10:00:00.000Z' }],
])('reads %s between semicolons', (_case, changes, expected) => {
  expect(readLine(line(changes), {}, ';')).toMatchObject(expected);
});

test.each([
  ['what may be thousands or decimals', { price: '1.234' }, 'price'],
  ['a month that is none', { time: '03/13/2025 10:00' }, 'time'],
  ['two commas', { price: '1,234,50' }, 'price'],
])('refuses %s between semicolons', (_case, changes, reason) => {
  expect(readLine(line(changes), {}, ';')).toMatchObject({ reason });
});

test('refuses a date between commas that might begin with the month', () => {
  expect(readLine(line({ time: '03/07/2025' }))).toMatchObject({ reason: 'time' });
});

test.each([
  ['order', { order: ' ' }],
  ['item', { item: '' }],
  ['item', { item: 'x'.repeat(129) }],
  ['time', { time: 'yesterday' }],
  ['time', { time: '2150-01-01' }],
  ['quantity', { quantity: '1.5' }],
  ['quantity', { quantity: '' }],
  ['price', { price: '6,95' }],
  ['negative_quantity', { quantity: '-1' }],
  ['negative_price', { price: '-1' }],
  ['negative_price', { order: 'C1', price: '-1' }],
  ['too_large', { quantity: '1000000000', price: '100' }],
  ['encoding', { name: 'Taza \uFFFD' }],
])('refuses with %s: %o', (reason, changes) => {
  const fields = line(changes);
  expect(readLine(fields)).toEqual({ line: 7, reason, raw: fields.join(',') });
});

test.each([
  ['POST', 'goods'],
  ['a-b-c', 'charge'],
  ['abc', 'charge'],
  ['acb', 'goods'],
  ['ab', 'goods'],
  ['xx', 'goods'],
  ['xxx', 'charge'],
  ['xx.yx', 'charge'],
  ['xyx.xx', 'goods'],
])('tells charges by patterns with stars anywhere: %s', (item, kind) => {
  expect(readLine(line({ item }), { charges: 'A*b*C,xx*x' })).toMatchObject({ kind });
});

test('a pattern of many stars takes no longer than its text', () => {
  const item = 'a'.repeat(128);
  const charges = `${'*a'.repeat(60)}*b`;
  expect(readLine(line({ item }), { charges })).toMatchObject({ kind: 'goods' });
  expect(readLine(line({ item: `${item.slice(1)}b` }), { charges })).toMatchObject({
    kind: 'charge',
  });
});

test('refuses a line with a field too many', () => {
  expect(readLine([...line(), 'more'])).toMatchObject({ reason: 'columns' });
});

test('never cuts a long name in the middle of a character', () => {
  const read = readLine(line({ name: `${'x'.repeat(299)}😀` }));
  expect('item_name' in read && read.item_name.isWellFormed()).toBe(true);
});

test('names the column that the mapping asks for and the file does not have', () => {
  const missing = () => readHeader(['order', 'item'], mappingOf(), new Set());
  expect(missing).toThrow(RequestProblem);
  expect(missing).toThrow(/no column for time/);
});

test('does without an optional column unless the mapping names it', () => {
  const header = HEADER.filter((name) => name !== 'customer');
  expect(readHeader(header, mappingOf(), new Set()).customer).toBe(-1);
  expect(() => readHeader(header, mappingOf(), new Set(['customer']))).toThrow(RequestProblem);
});

test.each([
  ['an unknown parameter', { colour: 'x' }],
  ['a zone that is none', { timeZone: 'Madrid' }],
  ['a currency that is none', { currency: 'euro' }],
  ['an address for things without their number', { itemUrl: '/p/' }],
  ['an address that is a script', { itemUrl: 'javascript:{item_id}' }],
])('refuses a mapping with %s', (_case, changes) => {
  expect(() => mappingOf(changes)).toThrow(RequestProblem);
});
