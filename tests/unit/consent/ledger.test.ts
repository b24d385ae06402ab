import type { ConsentStates } from '@tendero/schema';
import { expect, test } from 'vitest';
import * as z from 'zod';
import {
  createLedger,
  entryHash,
  makeSubjectKey,
  NO_CHAIN,
  subjectOf,
  type ChainHead,
} from '../../../collector/src/consent/ledger.ts';
import { nextStanding } from '../../../collector/src/consent/next-standing.ts';
import type { TextLine } from '../../../collector/src/journal/journal.ts';
import { ALL, NOTHING } from '../../support/wire.ts';

const COLLECTOR = 'collector-1';
const entry = z.object({
  collector_id: z.string(),
  sequence: z.number(),
  previous_hash: z.string(),
  hash: z.string(),
  site_id: z.string(),
  subject: z.string(),
  decision_id: z.string(),
  granted: z.array(z.string()),
  notice_version: z.string(),
  source: z.string(),
  decided_at: z.string(),
  received_at: z.string(),
});
type Entry = z.output<typeof entry>;

function decide(
  ledger: ReturnType<typeof createLedger>,
  id: string,
  { visitorId = 'a'.repeat(32), subjectKey = makeSubjectKey(), states = ALL as ConsentStates } = {},
): TextLine[] {
  const decision = { states, version: '1', at: 1_000, source: 'banner' } as const;
  const arrived = { id, decision, sentAt: 2_000, receivedAt: 3_000, gpc: false };
  const standing = nextStanding(undefined, arrived, () => subjectKey);
  if (!standing) throw new Error('a first decision always stands');
  return ledger.lines({ siteId: 'shop', visitorId, arrived, standing });
}

/** What the journal does with the lines of one block. */
function write(lines: readonly TextLine[], isDurable = true): Entry[] {
  const texts = lines
    .filter(({ table }) => table === 'consent_ledger')
    .map(({ json }) => (typeof json === 'string' ? json : json()));
  for (const { settled } of lines) settled?.(isDurable);
  return isDurable ? texts.map((text) => entry.parse(JSON.parse(text))) : [];
}

function findBreak(entries: readonly Entry[], start: ChainHead = NO_CHAIN): string | undefined {
  let head = start;
  for (const one of entries) {
    const { hash, previous_hash: previous, ...content } = one;
    if (one.sequence !== head.sequence + 1) return `gap before ${one.decision_id}`;
    if (previous !== head.hash) return `other entry before ${one.decision_id}`;
    if (entryHash(previous, content) !== hash) return `changed ${one.decision_id}`;
    head = { sequence: one.sequence, hash };
  }
  return undefined;
}

function chainOf(count: number): Entry[] {
  const ledger = createLedger({ collectorId: COLLECTOR, head: NO_CHAIN });
  return Array.from({ length: count }, (_, index) => write(decide(ledger, `d${index}`))).flat();
}

test('each entry follows the one before it', () => {
  expect(findBreak(chainOf(5))).toBeUndefined();
});

test.each<[string, (entries: Entry[]) => Entry[]]>([
  ['an entry was taken out', ([first, , ...rest]) => (first ? [first, ...rest] : rest)],
  [
    'two entries were exchanged',
    ([first, second, ...rest]) => (first && second ? [second, first, ...rest] : rest),
  ],
  [
    'a grant was added',
    (entries) =>
      entries.map((one, index) => (index === 1 ? { ...one, granted: [...one.granted, 'x'] } : one)),
  ],
  [
    'a time was changed',
    (entries) =>
      entries.map((one, index) =>
        index === 2 ? { ...one, decided_at: '2020-01-01T00:00:00.000Z' } : one,
      ),
  ],
  [
    'a subject was changed',
    (entries) =>
      entries.map((one, index) => (index === 0 ? { ...one, subject: 'f'.repeat(64) } : one)),
  ],
])('does not verify when %s', (_, change) => {
  expect(findBreak(change(chainOf(4)))).toBeDefined();
});

test('a block that could not be written leaves no gap', () => {
  const ledger = createLedger({ collectorId: COLLECTOR, head: NO_CHAIN });
  const before = write(decide(ledger, 'd1'));
  write([...decide(ledger, 'lost1'), ...decide(ledger, 'lost2')], false);
  const after = write([...decide(ledger, 'd2'), ...decide(ledger, 'd3')]);
  const chain = [...before, ...after];
  expect(chain.map((one) => one.decision_id)).toEqual(['d1', 'd2', 'd3']);
  expect(findBreak(chain)).toBeUndefined();
});

test('is chained in the order of the file, whatever the order of asking', () => {
  const ledger = createLedger({ collectorId: COLLECTOR, head: NO_CHAIN });
  const first = decide(ledger, 'asked-first');
  const second = decide(ledger, 'asked-second');
  const chain = [...write(second), ...write(first)];
  expect(chain.map((one) => one.decision_id)).toEqual(['asked-second', 'asked-first']);
  expect(findBreak(chain)).toBeUndefined();
});

test('goes on where an earlier run ended', () => {
  const [first, second, ...rest] = chainOf(3);
  if (!first || !second) throw new Error('three entries');
  const ledger = createLedger({ collectorId: COLLECTOR, head: second });
  expect(findBreak([first, second, ...write(decide(ledger, 'later'))])).toBeUndefined();
  expect(rest).toHaveLength(1);
});

test('holds no visitor id, and without the subject key leads to nobody but still verifies', () => {
  const visitorId = 'b'.repeat(32);
  const subjectKey = makeSubjectKey();
  const ledger = createLedger({ collectorId: COLLECTOR, head: NO_CHAIN });
  const lines = decide(ledger, 'd1', { visitorId, subjectKey });
  expect(lines.find(({ table }) => table === 'consent_subjects')?.json).toContain(subjectKey);
  const chain = [...write(lines), ...write(decide(ledger, 'd2', { states: NOTHING }))];
  const kept = JSON.stringify(chain);
  expect(kept).not.toContain(visitorId);
  expect(kept).not.toContain(subjectKey);
  expect(chain[0]?.subject).toBe(subjectOf(subjectKey, visitorId));
  // erased: the key is gone, and with any other the pseudonym is another
  expect(subjectOf(makeSubjectKey(), visitorId)).not.toBe(chain[0]?.subject);
  expect(findBreak(chain)).toBeUndefined();
});
