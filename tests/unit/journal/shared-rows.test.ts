import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareEnd, writeOut } from '../../../collector/src/journal/shared-rows.ts';

const value = fc.string({ unit: 'binary' });
const shared = fc.record({ end: value, starts: fc.array(value, { minLength: 1, maxLength: 4 }) });
/** Whole rows, and rows with one end. */
const written = fc.oneof(value, shared);

function toLines(one: string | { end: string; starts: string[] }): string {
  if (typeof one === 'string') return `${JSON.stringify({ a: one })}\n`;
  const starts = one.starts.map((start) => `"a":${JSON.stringify(start)}`);
  return `${shareEnd(`,"b":${JSON.stringify(one.end)}}`, starts)}\n`;
}

function toRows(one: string | { end: string; starts: string[] }): object[] {
  return typeof one === 'string'
    ? [{ a: one }]
    : one.starts.map((start) => ({ a: start, b: one.end }));
}

test('rows with a shared end and whole rows come out as they went in, in their order', () => {
  fc.assert(
    fc.property(fc.array(written, { maxLength: 6 }), (all) => {
      const text = writeOut(Buffer.from(all.map(toLines).join(''))).toString();
      const rows = text.split('\n').slice(0, -1);
      expect(rows.map((row): unknown => JSON.parse(row))).toEqual(all.flatMap(toRows));
    }),
  );
});

test('the end stands once', () => {
  const text = shareEnd(',"page":"/blue-teapot"}', ['"a":1', '"a":2', '"a":3']);
  expect(text.match(/blue-teapot/g)).toHaveLength(1);
});
