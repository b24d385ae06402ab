import { OUTCOMES } from '@tendero/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { noOutcomes, outcomeLines, toTally } from '../../../collector/src/ingest/outcome-lines.ts';

const line = z.object({
  site_id: z.string(),
  minute: z.number(),
  line_id: z.string(),
  received: z.number(),
  ...Object.fromEntries(OUTCOMES.map((outcome) => [outcome, z.number()])),
  replayed: z.literal(0),
});

const tally = fc
  .record({
    site: fc.constantFrom('a', 'b'),
    at: fc.integer({ min: 0, max: 200_000 }),
    counts: fc.record(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, fc.nat(500)]))),
  })
  .map(({ site, at, counts }) => toTally(site, at, { ...noOutcomes(), ...counts }));

test('whatever was counted, received is the sum of outcomes and nothing is lost or doubled', () => {
  fc.assert(
    fc.property(fc.array(tally, { maxLength: 30 }), (tallies) => {
      const lines = outcomeLines(tallies).map(({ table, json }) => {
        expect(table).toBe('ingest_outcomes');
        return line.parse(JSON.parse(String(json)));
      });
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      for (const one of lines) {
        expect(one.received).toBe(
          sum(OUTCOMES.map((outcome) => Number(Reflect.get(one, outcome)))),
        );
        expect(one.minute % 60).toBe(0);
      }
      const counted = tallies.flatMap(({ counts }) => Object.values(counts));
      expect(sum(lines.map(({ received }) => received))).toBe(sum(counted));
      expect(new Set(lines.map((one) => `${one.site_id} ${one.minute}`)).size).toBe(lines.length);
      expect(new Set(lines.map((one) => one.line_id)).size).toBe(lines.length);
    }),
  );
});

test('a block that counted nothing has no line', () => {
  expect(outcomeLines([])).toEqual([]);
});

test('the minute is the one of arrival', () => {
  expect(toTally('a', 119_999, noOutcomes()).minute).toBe(60_000);
});

test('every outcome is counted', () => {
  const [line] = outcomeLines(
    OUTCOMES.map((outcome) => toTally('a', 0, { ...noOutcomes(), [outcome]: 2 })),
  );
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 2]));
  expect(JSON.parse(String(line?.json))).toMatchObject(counts);
});
