import type { ReadLane } from '../../clickhouse/database.ts';
import type { PersonRef } from '../access/person-links.ts';
import {
  type Browser,
  browsersOf,
  consentHistory,
  type LedgerDecision,
  profileOf,
  type ProfileValue,
  resolvePerson,
} from '../queries/person-identity.ts';
import {
  type PersonSales,
  salesOf,
  seenOf,
  type TimelineEntry,
  timelineOf,
} from '../queries/person-timeline.ts';

/** Everything that the page of a person shows. */
export interface PersonStory {
  readonly person: PersonRef;
  readonly browsers: readonly Browser[];
  readonly profile: readonly ProfileValue[];
  readonly decisions: readonly LedgerDecision[];
  /** Newest first. */
  readonly timeline: readonly TimelineEntry[];
  /** Whether there is more before the timeline's end. */
  readonly hasEarlier: boolean;
  readonly sales: readonly PersonSales[];
  /** Ms UTC. */
  readonly seen: { readonly first: number; readonly last: number } | undefined;
}

/** Entries on one page of the timeline. */
const TIMELINE_LENGTH = 150;

/** Reads a person's story up to `beforeMs` (ms UTC). */
export async function readPerson(
  lane: ReadLane,
  siteId: string,
  { person: asked, beforeMs }: { person: PersonRef; beforeMs: number },
): Promise<PersonStory> {
  const person = await resolvePerson(lane, siteId, asked);
  const browsers = await browsersOf(lane, siteId, person);
  const scope = { siteId, person, visitorIds: browsers.map(({ visitorId }) => visitorId) };
  const [timeline, sales, seen, profile, decisions] = await Promise.all([
    timelineOf(lane, scope, { beforeMs, limit: TIMELINE_LENGTH + 1 }),
    salesOf(lane, scope),
    seenOf(lane, scope),
    profileOf(lane, siteId, scope.visitorIds),
    consentHistory(lane, siteId, browsers),
  ]);
  return {
    person,
    browsers,
    profile,
    decisions,
    sales,
    seen,
    ...pageOf(timeline),
  };
}

/** The next page begins before the time of this page's last entry, so entries of one moment stay together. */
function pageOf(entries: readonly TimelineEntry[]): Pick<PersonStory, 'timeline' | 'hasEarlier'> {
  const next = entries[TIMELINE_LENGTH];
  if (next === undefined) return { timeline: entries, hasEarlier: false };
  const page = entries.slice(0, TIMELINE_LENGTH);
  const whole = page.filter(({ at }) => at > next.at);
  return { timeline: whole.length > 0 ? whole : page, hasEarlier: true };
}
