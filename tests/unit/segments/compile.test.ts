import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRule } from '../../../collector/src/segments/compile.ts';
import { findSegment, type SegmentRule } from '../../../collector/src/segments/definition.ts';

const NOW = Date.parse('2026-10-03T12:00:00Z');
const compiled = (rule: SegmentRule) => compileRule(rule, { nowMs: NOW, prefix: 's' });

test.each<[string, SegmentRule, string]>([
  ['everyone', { op: 'everyone' }, 'true'],
  ['customers', { op: 'customers', orders: 2 }, 'orders >= {s_0:UInt32}'],
  [
    'active people',
    { op: 'active', days: 30 },
    'last_active_at >= fromUnixTimestamp64Milli({s_0:Int64})',
  ],
  [
    'both',
    {
      op: 'and',
      rules: [
        { op: 'customers', orders: 1 },
        { op: 'active', days: 7 },
      ],
    },
    '(orders >= {s_0:UInt32}) AND (last_active_at >= fromUnixTimestamp64Milli({s_1:Int64}))',
  ],
  [
    'either',
    { op: 'or', rules: [{ op: 'everyone' }, { op: 'customers', orders: 1 }] },
    '(true) OR (orders >= {s_0:UInt32})',
  ],
  ['none', { op: 'not', rule: { op: 'customers', orders: 1 } }, 'NOT (orders >= {s_0:UInt32})'],
  ['no rule of all', { op: 'and', rules: [] }, 'true'],
  ['no rule of any', { op: 'or', rules: [] }, 'false'],
])('compiles %s', (_name, rule, sql) => {
  expect(compiled(rule).sql).toBe(sql);
});

test('counts back the days of «active» from now', () => {
  expect(compiled({ op: 'active', days: 2 }).params).toEqual({ s_0: NOW - 2 * 86_400_000 });
});

test('keeps the parameters of several rules apart by their prefix', () => {
  const rule: SegmentRule = { op: 'customers', orders: 3 };
  const { sql, params } = compileRule(rule, { nowMs: NOW, prefix: 's7' });
  expect({ sql, params }).toEqual({ sql: 'orders >= {s7_0:UInt32}', params: { s7_0: 3 } });
});

test('never puts a value of the rule into the SQL, whatever it is', () => {
  const attacks = fc.oneof(
    fc.string({ minLength: 12 }),
    fc.constant('1) OR (SELECT count() FROM consent_subjects) > 0 --'),
    fc.constant("0}'; DROP TABLE orders; --"),
  );
  fc.assert(
    fc.property(attacks, (attack) => {
      const rule: SegmentRule = JSON.parse(JSON.stringify({ op: 'customers', orders: attack }));
      const { sql } = compiled(rule);
      expect(sql).toBe('orders >= {s_0:UInt32}');
    }),
  );
});

test('any tree of rules compiles to balanced SQL with one parameter for each value', () => {
  const { tree } = fc.letrec<{ tree: SegmentRule }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant<SegmentRule>({ op: 'everyone' }),
      fc.nat().map((orders): SegmentRule => ({ op: 'customers', orders })),
      fc.nat().map((days): SegmentRule => ({ op: 'active', days })),
      fc.array(tie('tree'), { maxLength: 3 }).map((rules): SegmentRule => ({ op: 'and', rules })),
      fc.array(tie('tree'), { maxLength: 3 }).map((rules): SegmentRule => ({ op: 'or', rules })),
      tie('tree').map((rule): SegmentRule => ({ op: 'not', rule })),
    ),
  }));
  fc.assert(
    fc.property(tree, (rule) => {
      const { sql, params } = compiled(rule);
      const named = [...sql.matchAll(/\{(\w+):/g)].map(([, name]) => name);
      expect(named).toEqual(Object.keys(params));
      expect(sql.split('(').length).toBe(sql.split(')').length);
    }),
  );
});

test('a segment that nobody defined is not found', () => {
  expect(findSegment('constructor')).toBeUndefined();
  expect(findSegment('customers')?.rule).toEqual({ op: 'customers', orders: 1 });
});
