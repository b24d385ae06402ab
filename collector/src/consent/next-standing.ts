import type { ConsentDecision } from '@tendero/schema';
import type { ConsentStanding } from './consent-store.ts';
import { grantedPurposes } from './granted.ts';

/** A decision as it arrived. */
export interface ArrivedDecision {
  /** Id of its `consent_update` event. */
  readonly id: string;
  readonly decision: ConsentDecision;
  /** The browser's clock at sending, in ms. */
  readonly sentAt: number;
  /** The collector's clock at arrival, in ms. */
  readonly receivedAt: number;
  /** The request carried `Sec-GPC: 1`. */
  readonly gpc: boolean;
}

const KNOWN_DECISIONS = 20;

/** What one decision says, whatever others say. */
export interface ReadDecision {
  readonly granted: readonly string[];
  /** By the collector's clock, in ms; never in the future, nor before 1970: clocks without a battery begin there. */
  readonly decidedAt: number;
}

/**
 * Reads a decision: its time corrected by the browser's clock error. Global Privacy Control denies
 * marketing and social, unless the person granted them here (banner or api).
 */
export function readDecision({ decision, sentAt, receivedAt, gpc }: ArrivedDecision): ReadDecision {
  const granted = grantedPurposes(decision.states);
  const isOwnWord = decision.source === 'banner' || decision.source === 'api';
  return {
    granted:
      gpc && !isOwnWord
        ? granted.filter((purpose) => purpose !== 'marketing' && !purpose.startsWith('social'))
        : granted,
    decidedAt: Math.max(0, Math.min(receivedAt, receivedAt - (sentAt - decision.at))),
  };
}

/** So long the first request of a connection may take, where the next takes no time. */
const SLOWEST_MS = 30_000;

/** Of two decisions soon after each other the browser's own clock knows which was second, however long each was on its way. */
function timeAfter(current: ConsentStanding | undefined, arrived: ArrivedDecision): number {
  const { decidedAt } = readDecision(arrived);
  const laterMs = arrived.decision.at - (current?.at ?? Number.POSITIVE_INFINITY);
  if (!current || laterMs <= 0 || laterMs > SLOWEST_MS) return decidedAt;
  return Math.max(decidedAt, Math.min(arrived.receivedAt, current.decidedAt + laterMs));
}

/**
 * What stands after a decision; undefined when the decision is known and changes nothing.
 * The newest decision wins; of two that are equally old only what both grant is granted. What was decided in the future,
 * by a clock of the collector's that has been put right since, is as old as whatever comes until then.
 */
export function nextStanding(
  current: ConsentStanding | undefined,
  arrived: ArrivedDecision,
  makeSubjectKey: () => string,
): ConsentStanding | undefined {
  if (current?.knownDecisions.includes(arrived.id)) return undefined;
  const { granted } = readDecision(arrived);
  const decidedAt = timeAfter(current, arrived);
  const knownDecisions = [arrived.id, ...(current?.knownDecisions ?? [])].slice(0, KNOWN_DECISIONS);
  const next = {
    granted,
    decisionId: arrived.id,
    decidedAt,
    at: arrived.decision.at,
    noticeVersion: arrived.decision.version,
    source: arrived.decision.source,
    knownDecisions,
    subjectKey: current?.subjectKey ?? makeSubjectKey(),
  };
  if (!current || decidedAt > current.decidedAt) return next;
  const isAhead = current.decidedAt > arrived.receivedAt;
  if (decidedAt < current.decidedAt && !isAhead) return { ...current, knownDecisions };
  const both = granted.filter((purpose) => current.granted.includes(purpose));
  return { ...next, granted: both, decidedAt: current.decidedAt };
}

/** Whether a standing knows of a decision, or of a newer one. */
export function covers(
  known: ConsentStanding,
  { decidedAt, decisionId }: Pick<ConsentStanding, 'decidedAt' | 'decisionId'>,
): boolean {
  if (known.decidedAt !== decidedAt) return known.decidedAt > decidedAt;
  return known.knownDecisions.includes(decisionId);
}

/** Which of two standings of one visitor holds; of two that are equally old only what both grant is granted. */
export function laterStanding(known: ConsentStanding, other: ConsentStanding): ConsentStanding {
  if (known.decidedAt !== other.decidedAt) return known.decidedAt > other.decidedAt ? known : other;
  const all = new Set([...other.knownDecisions, ...known.knownDecisions]);
  return {
    ...other,
    granted: other.granted.filter((purpose) => known.granted.includes(purpose)),
    knownDecisions: [...all].slice(0, KNOWN_DECISIONS),
  };
}
