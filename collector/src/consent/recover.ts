import * as z from 'zod';
import type { Disk } from '../journal/disk.ts';
import type { JournalTable } from '../journal/journal.ts';
import { readSegment } from '../journal/read-segment.ts';
import type { ConsentStore } from './consent-store.ts';
import type { ChainHead } from './ledger.ts';

const subjectRow = z.object({
  site_id: z.string(),
  visitor_id: z.string(),
  subject_key: z.string(),
});
const stateRow = z.object({
  site_id: z.string(),
  visitor_id: z.string(),
  granted: z.array(z.string()),
  decision_id: z.string(),
  notice_version: z.string(),
  source: z.string(),
  known_decisions: z.array(z.string()),
  decided_at: z.iso.datetime(),
});
const ledgerRow = z.object({ collector_id: z.string(), sequence: z.number(), hash: z.string() });

/**
 * Decisions that are durable here, and perhaps not yet in the database, count from the first moment:
 * puts them into the store and returns where this collector's chain ends.
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
  for (const { path } of segments) {
    const { tables } = await readSegment(path, disk);
    const sectionsOf = (name: JournalTable) =>
      tables.filter(({ table }) => table === name).flatMap(({ sections }) => sections);
    const keys = new Map<string, string>();
    for (const line of linesOf(sectionsOf('consent_subjects'))) {
      const { site_id, visitor_id, subject_key } = subjectRow.parse(line);
      keys.set(`${site_id} ${visitor_id}`, subject_key);
    }
    for (const line of linesOf(sectionsOf('consent_states')))
      restore(store, stateRow.parse(line), keys);
    const last = lastEntry(sectionsOf('consent_ledger'), collectorId);
    if (last && last.sequence > newest.sequence) newest = last;
  }
  return { sequence: newest.sequence, hash: newest.hash };
}

function restore(
  store: ConsentStore,
  state: z.output<typeof stateRow>,
  keys: ReadonlyMap<string, string>,
): void {
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
function lastEntry(
  sections: readonly Buffer[],
  collectorId: string,
): z.output<typeof ledgerRow> | undefined {
  for (const section of sections.toReversed()) {
    for (const text of textsOf(section).toReversed()) {
      const entry = ledgerRow.parse(JSON.parse(text));
      if (entry.collector_id === collectorId) return entry;
    }
  }
  return undefined;
}

/** One after the other, so that a gigabyte of them is never in memory at once. */
function* linesOf(sections: readonly Buffer[]): Generator<unknown> {
  for (const section of sections) for (const text of textsOf(section)) yield JSON.parse(text);
}

function textsOf(section: Buffer): string[] {
  return section.toString('utf8').split('\n').slice(0, -1);
}
