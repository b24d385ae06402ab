import { createHash, createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { ReadLane } from '../clickhouse/database.ts';
import type { TextLine } from '../journal/journal.ts';
import type { ConsentStanding, KeptStanding } from './consent-store.ts';
import { readDecision, type ArrivedDecision } from './next-standing.ts';

/** The end of this collector's chain. */
export interface ChainHead {
  readonly sequence: number;
  /** SHA-256, hex; 64 zeros before the first entry. */
  readonly hash: string;
}

/** One entry before it is chained; see `consent_ledger` for the columns. */
interface Entry {
  readonly site_id: string;
  readonly subject: string;
  readonly decision_id: string;
  readonly granted: readonly string[];
  readonly notice_version: string;
  readonly source: string;
  readonly decided_at: string;
  readonly received_at: string;
}

interface Recorded {
  readonly siteId: string;
  readonly visitorId: string;
  readonly arrived: ArrivedDecision;
  readonly standing: ConsentStanding;
}

/** The append-only, hash-chained record of decisions of one collector. */
export interface Ledger {
  /** The journal lines of a decision: subject, entry, standing. The entry is chained when its block is written. */
  lines(recorded: Recorded): TextLine[];
  /** The last entry that is durable. */
  readonly head: ChainHead;
}

export const NO_CHAIN: ChainHead = { sequence: 0, hash: '0'.repeat(64) };

/** Continues the chain of `collectorId` at `head`. */
export function createLedger({
  collectorId,
  head,
}: {
  collectorId: string;
  head: ChainHead;
}): Ledger {
  let durable = head;
  let written = head;

  function chain(entry: Entry): string {
    const sequence = written.sequence + 1;
    const hash = entryHash(written.hash, { collector_id: collectorId, sequence, ...entry });
    const json = JSON.stringify({
      collector_id: collectorId,
      sequence,
      previous_hash: written.hash,
      hash,
      ...entry,
    });
    written = { sequence, hash };
    return json;
  }

  /** A block that could not be written takes its entries off the chain. */
  function settled(isDurable: boolean): void {
    if (isDurable) durable = written;
    else written = durable;
  }

  return {
    get head() {
      return durable;
    },
    lines({ siteId, visitorId, arrived, standing }) {
      const { granted, decidedAt } = readDecision(arrived);
      const entry = {
        site_id: siteId,
        subject: subjectOf(standing.subjectKey, visitorId),
        decision_id: arrived.id,
        granted,
        notice_version: arrived.decision.version,
        source: arrived.decision.source,
        decided_at: new Date(decidedAt).toISOString(),
        received_at: new Date(arrived.receivedAt).toISOString(),
      };
      const kept = { siteId, visitorId, standing };
      return [
        { table: 'consent_subjects', json: JSON.stringify(subjectRow(kept)) },
        { table: 'consent_ledger', json: () => chain(entry), settled },
        { table: 'consent_states', json: JSON.stringify(stateRow(kept)) },
      ];
    },
  };
}

/** SHA-256 over the entry before it and the entry's own content, in hex. */
export function entryHash(
  previousHash: string,
  entry: Entry & { collector_id: string; sequence: number },
): string {
  const content = [
    previousHash,
    entry.collector_id,
    entry.sequence,
    entry.site_id,
    entry.subject,
    entry.decision_id,
    entry.granted,
    entry.notice_version,
    entry.source,
    entry.decided_at,
    entry.received_at,
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** The pseudonym under which the ledger knows a visitor. */
export function subjectOf(subjectKey: string, visitorId: string): string {
  return createHmac('sha256', Buffer.from(subjectKey, 'hex')).update(visitorId).digest('hex');
}

/** 256 random bits in hex. */
export function makeSubjectKey(): string {
  return randomBytes(32).toString('hex');
}

/** Reads where the chain of `collectorId` ends in the database. */
export async function loadChainHead(lane: ReadLane, collectorId: string): Promise<ChainHead> {
  const [head] = await lane.query({
    sql: 'SELECT sequence, hash FROM consent_ledger WHERE collector_id = {id: String} ORDER BY sequence DESC LIMIT 1',
    params: { id: collectorId },
    row: z.object({ sequence: z.coerce.number(), hash: z.string() }),
  });
  return head ?? NO_CHAIN;
}

/** The row of `consent_states`. */
export function stateRow({ siteId, visitorId, standing }: KeptStanding): object {
  return {
    site_id: siteId,
    visitor_id: visitorId,
    granted: standing.granted,
    notice_version: standing.noticeVersion,
    source: standing.source,
    decision_id: standing.decisionId,
    known_decisions: standing.knownDecisions,
    decided_at: new Date(standing.decidedAt).toISOString(),
    rank: rankOf(standing),
  };
}

/** The row of `consent_subjects`. */
export function subjectRow({ siteId, visitorId, standing }: KeptStanding): object {
  return { site_id: siteId, visitor_id: visitorId, subject_key: standing.subjectKey };
}

/** Newer decisions rank higher; of equally old ones the later word on it, which never grants more. */
function rankOf(standing: ConsentStanding): number {
  return standing.decidedAt * 32 + Math.min(31, standing.knownDecisions.length);
}
