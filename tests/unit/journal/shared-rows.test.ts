import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeOut } from '../../../collector/src/journal/shared-rows.ts';

const value = fc.string({ unit: 'binary' });
const shared = fc.record({ end: value, starts: fc.array(value, { minLength: 1, maxLength: 4 }) });
/** Whole rows, and rows with one end. */
const written = fc.oneof(value, shared);

type Written = string | { end: string; starts: string[] };

function toLines(one: Written): string {
  if (typeof one === 'string') return `${JSON.stringify([one])}\n`;
  const starts = one.starts.map((start) => JSON.stringify(start));
  return `,${JSON.stringify(one.end)}]\n${starts.join('\n')}\n`;
}

function toRows(one: Written): unknown[] {
  return typeof one === 'string' ? [[one]] : one.starts.map((start) => [start, one.end]);
}

/** As journals of earlier versions hold them, with names. */
function toNamedLines(one: Written): string {
  if (typeof one === 'string') return `${JSON.stringify({ a: one })}\n`;
  const starts = one.starts.map((start) => `"a":${JSON.stringify(start)}`);
  return `,"b":${JSON.stringify(one.end)}}\n${starts.join('\n')}\n`;
}

function toNamedRows(one: Written): unknown[] {
  return typeof one === 'string'
    ? [{ a: one }]
    : one.starts.map((start) => ({ a: start, b: one.end }));
}

test.each([
  ['values', toLines, toRows],
  ['names and values', toNamedLines, toNamedRows],
] as const)('rows of %s, with a shared end and whole, come out as they went in', (...way) => {
  const [, toLines, toRows] = way;
  fc.assert(
    fc.property(fc.array(written, { maxLength: 6 }), (all) => {
      const text = writeOut(Buffer.from(all.map(toLines).join(''))).toString();
      const rows = text.split('\n').slice(0, -1);
      expect(rows.map((row): unknown => JSON.parse(row))).toEqual(all.flatMap(toRows));
    }),
  );
});
