import type { Disk } from '../journal/disk.ts';
import type { JournalTable } from '../journal/journal.ts';
import { createRereader, readSegment, type Segment } from '../journal/read-segment.ts';
import type { ConsentStanding, ConsentStore } from './consent-store.ts';
import type { ChainHead } from './ledger.ts';

interface SubjectRow {
  readonly subject_key: string;
}

interface StateRow {
  readonly granted: readonly string[];
  readonly decision_id: string;
  readonly notice_version: string;
  readonly source: string;
  readonly known_decisions: readonly string[];
  readonly decided_at: string;
}

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
  const reader = createRereader(recovering.disk);
  for (const { path } of segments) {
    head = recoverSegment(await readSegment(path, reader), { ...recovering, head });
  }
  return head;
}

/** The same for one segment that has been read. */
export function recoverSegment(
  { tables }: Segment,
  { store, collectorId, head }: Omit<Recovering, 'disk'>,
): ChainHead {
  const sectionsOf = (name: JournalTable) =>
    tables.filter(({ table }) => table === name).flatMap(({ sections }) => sections);
  const subjects = textsOf(sectionsOf('consent_subjects'));
  for (const state of textsOf(sectionsOf('consent_states'))) {
    const subject: string = subjects.next().value ?? '';
    const [whose, siteId, visitorId] = whoseOf(state);
    if (!subject.startsWith(whose)) throw new TypeError(UNPAIRED);
    const read = () => readStanding(state, subject);
    store.addUnread(siteId, visitorId, { decidedAt: decidedAtOf(state), read });
  }
  const last = lastEntry(sectionsOf('consent_ledger'), collectorId);
  if (!last || last.sequence <= head.sequence) return head;
  return { sequence: last.sequence, hash: last.hash };
}

const UNPAIRED = 'a state of consent in the journal has no subject beside it';

/** Each decision is a row of subjects and a row of states, which start alike; to parse all would be most of a start. */
const WHOSE = /^\{"site_id":"([a-z0-9-]+)","visitor_id":"([^"\\]+)"/;

/** The start of the row, the site and the visitor. */
function whoseOf(text: string): readonly [whose: string, siteId: string, visitorId: string] {
  const [whose, siteId, visitorId] = WHOSE.exec(text) ?? [];
  if (whose === undefined || siteId === undefined || visitorId === undefined)
    throw new TypeError('a state of consent in the journal does not start with whose it is');
  return [whose, siteId, visitorId];
}

const DECIDED_AT = '"decided_at":"';
const TIME_LENGTH = '2026-01-31T10:00:00.123Z'.length;

/** Near the end of the row; within a text of the row its quotes would be escaped. */
function decidedAtOf(text: string): string {
  const start = text.lastIndexOf(DECIDED_AT) + DECIDED_AT.length;
  if (start < DECIDED_AT.length)
    throw new TypeError('a state of consent in the journal does not say when it was decided');
  return text.slice(start, start + TIME_LENGTH);
}

function readStanding(stateText: string, subjectText: string): ConsentStanding {
  const state: StateRow = JSON.parse(stateText);
  const { subject_key }: SubjectRow = JSON.parse(subjectText);
  return {
    granted: state.granted,
    decisionId: state.decision_id,
    decidedAt: Date.parse(state.decided_at),
    noticeVersion: state.notice_version,
    source: state.source,
    knownDecisions: state.known_decisions,
    subjectKey: subject_key,
  };
}

/** The newest entry of a collector; only that one is read. */
function lastEntry(sections: readonly Buffer[], collectorId: string): LedgerRow | undefined {
  for (const section of sections.toReversed()) {
    for (const text of [...textsOf([section])].toReversed()) {
      const entry: LedgerRow = JSON.parse(text);
      if (entry.collector_id === collectorId) return entry;
    }
  }
  return undefined;
}

/** One section after the other, so that a gigabyte of them is never in memory at once. */
function* textsOf(sections: readonly Buffer[]): Generator<string> {
  for (const section of sections) yield* section.toString('utf8').split('\n').slice(0, -1);
}
