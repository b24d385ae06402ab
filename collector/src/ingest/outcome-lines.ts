import { randomUUID } from 'node:crypto';
import { OUTCOMES, type Outcome } from '@tendero/schema';
import type { TextLine, Tally } from '../journal/journal.ts';

/** How many events had which outcome. */
export type OutcomeCounts = Record<Outcome, number>;

/** All zero. */
export function noOutcomes(): OutcomeCounts {
  return { rejected: 0, no_consent: 0, bot: 0, duplicate: 0, stored: 0 };
}

/** The tally of one request for the books. */
export function toTally(
  siteId: string,
  receivedAt: number,
  counts: Tally['counts'],
  source: 'browser' | 'server' = 'browser',
): Tally {
  return { siteId, source, minute: receivedAt - (receivedAt % 60_000), counts };
}

/** The books' lines of one journal block: one for each site, source and minute, received = the sum of outcomes. */
export function outcomeLines(tallies: readonly Tally[]): TextLine[] {
  return sumTallies(tallies).map((sum) => ({
    table: sum.source === 'server' ? 'server_outcomes' : 'ingest_outcomes',
    json: toJson(sum),
  }));
}

/** What the books count: outcomes, and replays of what was rejected before. */
type Counts = Record<Outcome | 'replayed', number>;

/** The tally of one site, source and minute. */
interface Sum extends Tally {
  readonly counts: Counts;
}

/** One tally for each site, source and minute. */
export function sumTallies(tallies: readonly Tally[]): Sum[] {
  const sums = new Map<string, Sum>();
  let sum: Sum | undefined;
  for (const tally of tallies) {
    // nearly all of a block are of the same one
    if (!sum || !isOfOne(sum, tally)) {
      const key = `${tally.siteId} ${tally.minute} ${tally.source}`;
      sum = sums.get(key) ?? { ...tally, counts: { ...noOutcomes(), replayed: 0 } };
      sums.set(key, sum);
    }
    addCounts(sum.counts, tally);
  }
  return [...sums.values()];
}

/** Each by its name: a loop over these would look every one of them up, six times for each request. */
function addCounts(sum: Counts, { counts }: Tally): void {
  sum.rejected += counts['rejected'] ?? 0;
  sum.no_consent += counts['no_consent'] ?? 0;
  sum.bot += counts['bot'] ?? 0;
  sum.duplicate += counts['duplicate'] ?? 0;
  sum.stored += counts['stored'] ?? 0;
  sum.replayed += counts['replayed'] ?? 0;
}

function isOfOne(one: Tally, other: Tally): boolean {
  return one.siteId === other.siteId && one.minute === other.minute && one.source === other.source;
}

function toJson({ siteId, minute, counts }: Sum): string {
  return JSON.stringify({
    site_id: siteId,
    minute: Math.floor(minute / 1_000),
    line_id: randomUUID(),
    received: OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0),
    ...counts,
  });
}
