import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LIMITS, type Receipt } from '@tendero/schema';
import { context as contextShape, envelope, wireEvent } from '@tendero/schema/zod';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { checkContext, checkEvent } from '../../../collector/src/ingest/check-event.ts';
import {
  isPlainContext,
  isPlainEnvelope,
  isPlainEvent,
} from '../../../collector/src/ingest/plain-values.ts';
import { FUZZ_FACTOR, oddContext, oddEvents } from '../../support/fuzz.ts';
import { openTestCollector, type TestCollector } from '../../support/open-test-collector.ts';
import { decisionOf, makeContext, makeEnvelope, makeEvent, post } from '../../support/wire.ts';

const NEVER_MET = 1_000_000;

let collector: TestCollector;
beforeAll(async () => {
  const limits = {
    requestsPerSecondOfAddress: NEVER_MET,
    requestsPerSecondOfKey: NEVER_MET,
    requestsPerSecondOfVisitor: NEVER_MET,
  };
  collector = await openTestCollector({ config: { limits } });
});
afterAll(() => collector.remove());

const known = checkContext(makeContext());
const times = { sentAt: Date.now(), receivedAt: Date.now() };

const EVENTS_A_RUN = 100;

test(
  'what the plain checks let pass, the parser takes exactly as it is; all else gets a reason',
  { timeout: 60_000 * FUZZ_FACTOR },
  () => {
    const counts = { all: 0, plain: 0 };
    const property = fc.property(oddEvents(EVENTS_A_RUN), (events) => {
      for (const event of events) {
        counts.all += 1;
        const checked = checkEvent(event, [known], { ...times, bodyBytes: 1 });
        if (!checked.ok && !/^[a-z_]+$/.test(checked.rejection.code)) throw new Error('no code');
        if (!isPlainEvent(event)) continue;
        counts.plain += 1;
        const parsed = wireEvent.safeParse(event);
        if (!parsed.success || !isSame(event, parsed.data))
          throw new Error(`the parser does not agree: ${JSON.stringify(event)}`);
      }
    });
    while (counts.all < 190_000 * FUZZ_FACTOR) fc.assert(property, { numRuns: 500 });
    // a property about nothing would hold
    expect(counts.plain).toBeGreaterThan(20_000 * FUZZ_FACTOR);
  },
);

/** The parser orders fields as its shape does. */
function isSame(one: object, other: object): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  const like = (value: object) => [...names].map((name) => Reflect.get(value, name));
  return JSON.stringify(like(one)) === JSON.stringify(like(other));
}

test('the same of contexts', { timeout: 60_000 * FUZZ_FACTOR }, () => {
  let plain = 0;
  fc.assert(
    fc.property(oddContext, (context) => {
      if (!isPlainContext(context)) return;
      plain += 1;
      expect(contextShape.safeParse(context)).toEqual({ success: true, data: context });
    }),
    { numRuns: 10_000 * FUZZ_FACTOR },
  );
  expect(plain).toBeGreaterThan(1_000 * FUZZ_FACTOR);
});

test('the same of the outside of a body', () => {
  const time = fc.oneof(fc.nat(), fc.double(), fc.constant(null));
  const list = fc.oneof(fc.array(fc.nat(), { maxLength: 3 }), fc.constant({ length: 2 }));
  const fields = fc.record(
    { v: fc.constantFrom(1, 1, 1, '1', 2), sentAt: time, contexts: list, events: list, more: time },
    { requiredKeys: ['events'] },
  );
  let plain = 0;
  fc.assert(
    fc.property(fields, (body) => {
      if (!isPlainEnvelope(body)) return;
      plain += 1;
      expect(envelope.safeParse(body)).toEqual({ success: true, data: body });
    }),
    { numRuns: 5_000 },
  );
  expect(plain).toBeGreaterThan(10);
  const tooLong = Array.from({ length: LIMITS.maxEvents + 1 }, () => ({}));
  expect(isPlainEnvelope({ v: 1, sentAt: 1, contexts: [], events: tooLong })).toBe(false);
});

/** Envelopes of odd events between two good ones, one of which is always the same visitor's. */
const oddEnvelope = oddEvents(20);

/** Bytes that are nearly an envelope. */
const brokenBody = fc
  .tuple(oddEnvelope, fc.nat(10_000), fc.nat(255), fc.constantFrom('cut', 'flip', 'none'))
  .map(([events, place, byte, how]) => {
    const bytes = Buffer.from(JSON.stringify(makeEnvelope([makeContext()], events)));
    if (how === 'cut') return bytes.subarray(0, place % bytes.length);
    if (how === 'flip') bytes[place % bytes.length] = byte;
    return bytes;
  });

test(
  'whatever stands beside it, a good event is stored, every event has one outcome, and the books add up',
  { timeout: 120_000 * FUZZ_FACTOR },
  async () => {
    const context = makeContext();
    await post(collector, makeEnvelope([context], [decisionOf(context)]));
    let received = 1;
    let stored = 1;
    let sentTogether = 0;
    const property = fc.asyncProperty(
      fc.array(oddEnvelope, { minLength: 20, maxLength: 20 }),
      async (lists) => {
        const answers = await Promise.all(
          lists.map(async (events) => {
            const all = [makeEvent(), ...events, makeEvent()];
            const answer = await post(collector, makeEnvelope([context], all));
            expect(answer.status).toBe(202);
            const receipt: Receipt = await answer.json();
            return { all, receipt };
          }),
        );
        for (const { all, receipt } of answers) {
          const { outcomes } = receipt;
          const sum = Object.values(outcomes).reduce((total, count) => total + count, 0);
          expect(sum).toBe(all.length);
          expect(receipt.rejected).toHaveLength(outcomes.rejected);
          expect(outcomes.stored).toBeGreaterThanOrEqual(2);
          received += all.length;
          stored += outcomes.stored;
        }
        sentTogether += countSharedIds(lists);
      },
    );
    await fc.assert(property, { numRuns: 50 * FUZZ_FACTOR });
    await collector.drainNow();
    const [books] = await collector.database.serve.query({
      sql: `SELECT sum(received) AS all_received, sum(stored) AS all_stored,
              sum(received - rejected - no_consent - bot - duplicate - stored) AS unbalanced,
              (SELECT count() FROM held_events) AS held
            FROM ingest_outcomes FINAL`,
      row: z.object({
        all_received: z.number(),
        all_stored: z.number(),
        unbalanced: z.number(),
        held: z.number(),
      }),
    });
    expect(books).toMatchObject({ all_received: received, all_stored: stored, unbalanced: 0 });
    // requests on their way at once don't know each other's ids: such copies become one when rows merge
    const late = stored - Number(books?.held);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThanOrEqual(sentTogether);
    // nothing that was accepted was refused by the database
    expect(existsSync(join(collector.dataDir, 'journal/refused-rows.jsonl'))).toBe(false);
  },
);

/** How often an id of a valid event stands in one list of events and in another one too. */
function countSharedIds(lists: readonly (readonly unknown[])[]): number {
  const ids = lists.flatMap((events) => [...new Set(events.flatMap(validId))]);
  return ids.length - new Set(ids).size;
}

function validId(event: unknown): string[] {
  const checked = checkEvent(event, [known], { ...times, bodyBytes: 1 });
  return checked.ok ? [checked.event.id] : [];
}

test(
  'broken bytes get a clear answer and never a 5xx, and the next request is served',
  { timeout: 120_000 * FUZZ_FACTOR },
  async () => {
    const seen = new Set<number>();
    const property = fc.asyncProperty(
      fc.array(fc.tuple(brokenBody, fc.boolean(), fc.boolean()), { minLength: 50, maxLength: 50 }),
      async (bodies) => {
        const answers = await Promise.all(
          bodies.map(([body, isPacked, isAnnounced]) =>
            post(collector, new Uint8Array(isPacked ? gzipSync(body) : body), {
              query: isAnnounced ? '&z=gzip' : '',
            }),
          ),
        );
        for (const answer of answers) {
          seen.add(answer.status);
          const problem: unknown = await answer.json();
          if (answer.status === 202) continue;
          expect([400, 413]).toContain(answer.status);
          expect(problem).toMatchObject({ status: answer.status, code: expect.any(String) });
        }
      },
    );
    await fc.assert(property, { numRuns: 100 * FUZZ_FACTOR });
    expect(seen).toContain(202);
    expect(seen).toContain(400);
    const context = makeContext();
    const answer = await post(collector, makeEnvelope([context], [decisionOf(context)]));
    expect(await answer.json()).toMatchObject({ outcomes: { stored: 1 } });
    expect(collector.log()).not.toContain('"level":50');
  },
);
