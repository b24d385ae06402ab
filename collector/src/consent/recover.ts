import type { Disk } from '../journal/disk.ts';
import type { JournalTable } from '../journal/journal.ts';
import { createRereader, readSegment } from '../journal/read-segment.ts';
import type { ConsentStore } from './consent-store.ts';
import type { ChainHead } from './ledger.ts';

interface SubjectRow {
  readonly site_id: string;
  readonly visitor_id: string;
  readonly subject_key: string;
}

interface StateRow {
  readonly site_id: string;
  readonly visitor_id: string;
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

/**
 * Decisions that are durable here, and perhaps not yet in the database, count from the first moment:
 * puts them into the store and returns where this collector's chain ends. Lines are taken at their word: this collector
 * wrote them, and their checksum says that they are what it wrote.
 */
export async function recoverConsent({
  disk,
  segments,
  store,
  collectorId,
  head,
}: {
  disk: Disk;
  /** Oldest first. */
  segments: readonly { readonly path: string }[];
  store: ConsentStore;
  collectorId: string;
  head: ChainHead;
}): Promise<ChainHead> {
  let newest = head;
  const reader = createRereader(disk);
  for (const { path } of segments) {
    const { tables } = await readSegment(path, reader);
    const sectionsOf = (name: JournalTable) =>
      tables.filter(({ table }) => table === name).flatMap(({ sections }) => sections);
    const keys = new Map<string, string>();
    for (const text of textsOf(sectionsOf('consent_subjects'))) {
      const { site_id, visitor_id, subject_key }: SubjectRow = JSON.parse(text);
      keys.set(`${site_id} ${visitor_id}`, subject_key);
    }
    for (const text of textsOf(sectionsOf('consent_states')))
      restore(store, JSON.parse(text), keys);
    const last = lastEntry(sectionsOf('consent_ledger'), collectorId);
    if (last && last.sequence > newest.sequence) newest = last;
  }
  return { sequence: newest.sequence, hash: newest.hash };
}

function restore(store: ConsentStore, state: StateRow, keys: ReadonlyMap<string, string>): void {
  const subjectKey = keys.get(`${state.site_id} ${state.visitor_id}`);
  if (subjectKey === undefined) return;
  store.set(state.site_id, state.visitor_id, {
    granted: state.granted,
    decisionId: state.decision_id,
    decidedAt: Date.parse(state.decided_at),
    noticeVersion: state.notice_version,
    source: state.source,
    knownDecisions: state.known_decisions,
    subjectKey,
  });
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
