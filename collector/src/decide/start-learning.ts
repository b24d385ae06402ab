import type { Database } from '../clickhouse/database.ts';
import { patientLane } from '../clickhouse/patient-lane.ts';
import type { Config } from '../config.ts';
import type { ConsentStanders, KeptStanding } from '../consent/consent-store.ts';
import type { LearnableEvent } from '../ingest/event-row.ts';
import type { Live } from '../ingest/live.ts';
import { fillRecommender } from '../recommend/fill-recommender.ts';
import { fillShop } from '../recommend/fill-shop.ts';
import type { LearningRecommender } from '../recommend/recommender.ts';
import { createRecentItems, type RecentItems } from './recent-items.ts';

interface Parts {
  readonly config: Config;
  /** In ms UTC; all that arrives from now on comes live. */
  readonly now: number;
  readonly database: Pick<Database, 'serve'>;
  readonly live: Live;
  /** What other collectors accept. */
  readonly peers: Live<LearnableEvent>;
  readonly consent: ConsentStanders;
  /** What other collectors were told of consent, when `consent` knows it. */
  readonly heard: Live<KeptStanding>;
  readonly recommender: LearningRecommender;
  readonly recent: RecentItems;
  /** Resolves when all that arrived before is in the database. */
  readonly caughtUp: Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Keeps what decisions stand on up with each accepted event from the first moment, and fills in behind it what the
 * database knows from before. Resolves when that is done; rejects when `signal` ends it.
 */
export async function startLearning(parts: Parts): Promise<void> {
  const { config, database, now, live, peers, heard } = parts;
  const { recommender, recent, caughtUp, signal } = parts;
  const older = createRecentItems();
  const forget = (siteId: string, visitorId: string) => {
    for (const memory of [recommender, recent, older]) memory.forget(siteId, visitorId);
  };
  const learn = (events: readonly LearnableEvent[]) => {
    recommender.learnEvents(events);
    recent.learnEvents(events);
    for (const event of events) {
      if (isWithdrawal(parts, event)) forget(event.site_id, event.visitor_id);
    }
  };
  live.subscribe(learn);
  // theirs may come long after they were accepted, and after a withdrawal that was heard meanwhile
  peers.subscribe((events) => learn(events.filter((event) => mayBeLearned(parts, event))));
  heard.subscribe((standings) => {
    for (const { siteId, visitorId } of standings) {
      if (isDenied(parts, siteId, visitorId)) forget(siteId, visitorId);
    }
  });
  await aborted(signal, caughtUp);
  const lane = patientLane(database.serve, signal);
  for (const { id: siteId } of config.sites) {
    const isAllowed = (visitorId: string) => !isDenied(parts, siteId, visitorId);
    const fill = { lane, siteId, recommender, now, isAllowed };
    await fillRecommender({
      ...fill,
      onSession: ({ visitorId, itemIds }) => older.add(siteId, visitorId, itemIds),
    });
    await fillShop(fill);
  }
  recent.putBehind(older);
}

/** The ledger has the decision before its event is published. */
function isWithdrawal(
  parts: Parts,
  { type, site_id: siteId, visitor_id: visitorId }: LearnableEvent,
) {
  return type === 'consent_update' && isDenied(parts, siteId, visitorId);
}

function mayBeLearned(parts: Parts, event: LearnableEvent): boolean {
  const { purposes, site_id: siteId, visitor_id: visitorId } = event;
  return !purposes.includes('personalization') || !isDenied(parts, siteId, visitorId);
}

function isDenied({ consent }: Parts, siteId: string, visitorId: string): boolean {
  return consent.standing(siteId, visitorId)?.granted.includes('personalization') === false;
}

/** What comes first: `work`, or the end. */
function aborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
