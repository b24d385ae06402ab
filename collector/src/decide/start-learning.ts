import type { Database } from '../clickhouse/database.ts';
import { patientLane } from '../clickhouse/patient-lane.ts';
import type { Config } from '../config.ts';
import type { ConsentStanders } from '../consent/consent-store.ts';
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
  const { config, database, now, live, peers, recommender, recent, caughtUp, signal } = parts;
  const older = createRecentItems();
  const learn = (events: readonly LearnableEvent[]) => {
    recommender.learnEvents(events);
    recent.learnEvents(events);
    for (const event of events) {
      if (isWithdrawal(parts, event)) forget(event, [recommender, recent, older]);
    }
  };
  live.subscribe(learn);
  peers.subscribe(learn);
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

function isDenied({ consent }: Parts, siteId: string, visitorId: string): boolean {
  return consent.standing(siteId, visitorId)?.granted.includes('personalization') === false;
}

function forget(
  { site_id: siteId, visitor_id: visitorId }: LearnableEvent,
  memories: readonly Pick<RecentItems, 'forget'>[],
): void {
  for (const memory of memories) memory.forget(siteId, visitorId);
}

/** What comes first: `work`, or the end. */
function aborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
