import type { Disk } from '../journal/disk.ts';
import type { JournalTable } from '../journal/journal.ts';
import { createRereader, readSegment, type Segment } from '../journal/read-segment.ts';
import { readAhead } from '../lib/read-ahead.ts';
import { beginTurn } from '../lib/turns.ts';
import type { ConsentStore } from './consent-store.ts';
import type { ChainHead } from './ledger.ts';

interface LedgerRow extends ChainHead {
  readonly collector_id: string;
}

/** What a start reads into. */
export interface Recovering {
  readonly disk: Disk;
  readonly store: ConsentStore;
  readonly collectorId: string;
  /** Where the chain ends by what has been read. */
  readonly head: ChainHead;
}

/**
 * Decisions that are durable here, and perhaps not yet in the database, count from the first moment:
 * puts them into the store and returns where this collector's chain ends. Lines are taken at their word: this collector
 * wrote them, and their checksum says that they are what it wrote.
 */
export async function recoverConsent({
  segments,
  ...recovering
}: Recovering & {
  /** In any order: the newest decision of each visitor counts. */
  readonly segments: readonly { readonly path: string }[];
}): Promise<ChainHead> {
  let { head } = recovering;
  for await (const segment of readAhead(readAll(segments, recovering.disk)))
    head = await recoverSegment(segment, { ...recovering, head });
  return head;
}

/** Each holds until the next but one is asked for. */
async function* readAll(
  segments: readonly { readonly path: string }[],
  disk: Disk,
): AsyncGenerator<Segment> {
  let reader = createRereader(disk);
  let other = createRereader(disk);
  for (const { path } of segments) {
    yield await readSegment(path, reader);
    [reader, other] = [other, reader];
  }
}

/** The same for one segment that has been read; in turns, in which the next one is read. */
export async function recoverSegment(
  { tables }: Segment,
  { store, collectorId, head }: Omit<Recovering, 'disk'>,
): Promise<ChainHead> {
  const sectionsOf = (name: JournalTable) =>
    tables.filter(({ table }) => table === name).flatMap(({ sections }) => sections);
  const subjects = sectionsOf('consent_subjects');
  const turn = beginTurn();
  // of each block both
  for (const [index, states] of sectionsOf('consent_states').entries()) {
    store.addUnread(copyOf(states), copyOf(subjects[index]));
    if (turn.isOver) await turn.next();
  }
  const last = lastEntry(sectionsOf('consent_ledger'), collectorId);
  if (!last || last.sequence <= head.sequence) return head;
  return { sequence: last.sequence, hash: last.hash };
}

/** The newest entry of a collector; only that one is read. */
function lastEntry(sections: readonly Buffer[], collectorId: string): LedgerRow | undefined {
  for (const section of sections.toReversed()) {
    for (const text of section.toString('utf8').split('\n').slice(0, -1).toReversed()) {
      const entry: LedgerRow = JSON.parse(text);
      if (entry.collector_id === collectorId) return entry;
    }
  }
  return undefined;
}

/** Outside the pool, which small ones would keep whole. */
function copyOf(section: Buffer = Buffer.alloc(0)): Buffer {
  const copy = Buffer.allocUnsafeSlow(section.length);
  section.copy(copy);
  return copy;
}
