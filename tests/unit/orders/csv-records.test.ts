import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createCsvReader,
  type CsvRecord,
} from '../../../collector/src/orders/import/csv-records.ts';

function readAll(pieces: readonly string[]): CsvRecord[] {
  const reader = createCsvReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

function fieldsOf(text: string): (readonly string[] | undefined)[] {
  return readAll([text]).map((record) => record.fields);
}

test.each([
  ['plain fields', 'a,b\n', [['a', 'b']]],
  ['a last line without an end', 'a,b', [['a', 'b']]],
  ['empty fields at the end', 'a,,\n', [['a', '', '']]],
  ['an empty quoted field at the end', 'a,""\n', [['a', '']]],
  ['a comma after the last quoted field', '"a",\n', [['a', '']]],
  [
    'Windows line ends',
    'a,b\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a comma and doubled quotes inside quotes', '"a,b","7"" plate"\n', [['a,b', '7" plate']]],
  ['a quote in the middle of a plain field', 'plate 7",b\n', [['plate 7"', 'b']]],
  ['text behind a closing quote', '"a"b,c\nd,e\n', [undefined, ['d', 'e']]],
])('reads %s', (_case, text, expected) => {
  expect(fieldsOf(text)).toEqual(expected);
});

test('splits at semicolons where the first line has more of those than commas', () => {
  const text = '\nitem;price, net;time\n"a;b";6,95;x\nc;1,5;y,z\n';
  expect(fieldsOf(text)).toEqual([
    ['item', 'price, net', 'time'],
    ['a;b', '6,95', 'x'],
    ['c', '1,5', 'y,z'],
  ]);
  expect(readAll([text]).every(({ separator }) => separator === ';')).toBe(true);
});

test('keeps to commas whatever stands in later lines', () => {
  expect(fieldsOf('item,name\na,b;c;d\n')).toEqual([
    ['item', 'name'],
    ['a', 'b;c;d'],
  ]);
});

test('numbers a record by the physical line where it starts', () => {
  const records = readAll(['h\n\n"two\nlines"\nlast\n']);
  expect(records.map(({ line, fields }) => [line, fields?.[0]])).toEqual([
    [1, 'h'],
    [3, 'two\nlines'],
    [5, 'last'],
  ]);
});

test('gives up one line, not the rest of the file, when a quote is never closed', () => {
  const rest = Array.from({ length: 2_000 }, (_, index) => `order ${index},1`);
  const records = readAll([`"open,1\n${rest.join('\n')}\n`]);
  expect(records[0]).toMatchObject({ line: 1, fields: undefined, raw: '"open,1' });
  expect(records).toHaveLength(2_001);
  expect(records.at(-1)).toMatchObject({ line: 2_001, fields: ['order 1999', '1'] });
});

test('a file without line ends is one line, of which no more is kept than a million letters and a piece', () => {
  const reader = createCsvReader();
  const piece = 'order,1\r'.repeat(8_000);
  for (let pieces = 0; pieces < 200; pieces += 1) expect(reader.push(piece)).toEqual([]);
  const [only, ...others] = [...reader.push('\nnext,2\n'), ...reader.end()];
  expect(only?.raw.length).toBeLessThan(1_000_000 + 2 * piece.length);
  expect(others).toMatchObject([{ line: 2, fields: ['next', '2'] }]);
});

test('reads back what was written, wherever the pieces are cut', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', ' '), maxLength: 6 });
  const row = fc.array(cell, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 6 }), fc.nat({ max: 9 }), (rows, cut) => {
      const text = rows.map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
      const pieces = text.match(new RegExp(`[^]{1,${cut + 1}}`, 'g')) ?? [];
      expect(readAll(pieces).map((record) => record.fields)).toEqual(rows);
    }),
  );
});

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
