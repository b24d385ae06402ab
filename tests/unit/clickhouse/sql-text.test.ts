import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assertReadsOnly,
  bindParams,
  quote,
  splitStatements,
} from '../../../collector/src/clickhouse/sql-text.ts';

describe('bindParams', () => {
  it.each<[string, Parameters<typeof bindParams>[1], string]>([
    ['SELECT {a: String}', { a: "o'ne\\" }, "SELECT _CAST('o\\'ne\\\\', 'String')"],
    ['SELECT {a:UInt8}+{a:UInt8}', { a: 1 }, "SELECT _CAST('1', 'UInt8')+_CAST('1', 'UInt8')"],
    ['{l: Array(String)}', { l: ["a'b"] }, "_CAST('[\\'a\\\\\\'b\\']', 'Array(String)')"],
    ['{b: Bool}', { b: false }, "_CAST('false', 'Bool')"],
    ["{d: DateTime64(3, 'UTC')}", { d: 'x' }, "_CAST('x', 'DateTime64(3, \\'UTC\\')')"],
    ["'{a: String}' -- {a: String}", {}, "'{a: String}' -- {a: String}"],
    ['/* {a: String} */ `{a: String}`', {}, '/* {a: String} */ `{a: String}`'],
    ["map('a', {a: String})", { a: '{b: String}' }, "map('a', _CAST('{b: String}', 'String'))"],
  ])('binds %s', (sql, params, expected) => {
    expect(bindParams(sql, params)).toBe(expected);
  });

  it('refuses a placeholder without value, also one named like a method of Object', () => {
    expect(() => bindParams('{a: String}', {})).toThrow('the query parameter a has no value');
    expect(() => bindParams('{toString: String}', {})).toThrow(/toString has no value/);
  });

  it('refuses numbers that are not finite', () => {
    expect(() => bindParams('{a: Float64}', { a: Number.NaN })).toThrow(TypeError);
  });
});

describe('quote', () => {
  it('leaves no way out of the literal', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '\\', 'a', '\0', ';') }), (text) => {
        const inside = quote(text).slice(1, -1);
        expect(inside.replaceAll(/\\./g, '')).not.toMatch(/['\\\0]/);
      }),
    );
  });
});

describe('splitStatements', () => {
  it('splits at semicolons outside of strings, names and comments', () => {
    const file = `-- one; comment\nSELECT 'a;''b\\';' AS \`x;\`; /* ; */ SELECT 2 -- end;\n;\n\n;`;
    expect(splitStatements(file)).toEqual(["SELECT 'a;''b\\';' AS `x;`", 'SELECT 2']);
  });
});

describe('assertReadsOnly', () => {
  it.each([
    ['SELECT 1 settings\nreadonly=0'],
    ["SELECT File ('/etc/passwd')"],
    ["SELECT `file`('/etc/passwd')"],
    ["SELECT 1 INTO OUTFILE 'x'"],
  ])('refuses %s', (sql) => {
    expect(() => assertReadsOnly(sql)).toThrow(TypeError);
  });

  it.each([
    ["SELECT 'SETTINGS a = 1'"],
    ['SELECT profile(1) -- file('],
    ['SELECT settings FROM a'],
  ])('passes %s', (sql) => {
    expect(() => assertReadsOnly(sql)).not.toThrow();
  });
});
