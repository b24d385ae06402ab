import type { Database } from '../clickhouse/database.ts';
import type { Config } from '../config.ts';
import type { ConsentStanders } from '../consent/consent-store.ts';
import type { EventRow } from '../ingest/event-row.ts';
import type { Live } from '../ingest/live.ts';
import type { Clock } from '../lib/clock.ts';
import { fillRecommender } from '../recommend/fill-recommender.ts';
import type { LearningRecommender } from '../recommend/recommender.ts';
import type { RecentItems } from './recent-items.ts';

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly database: Pick<Database, 'serve'>;
  readonly live: Live;
  readonly consent: ConsentStanders;
  readonly recommender: LearningRecommender;
  readonly recent: RecentItems;
}

/**
 * Fills what decisions stand on from the database, then keeps it up with each accepted event.
 * Resolves when it is filled; returns the function that ends the following.
 */
export async function startLearning(parts: Parts): Promise<() => void> {
  const { config, clock, database, live, recommender, recent } = parts;
  for (const { id: siteId } of config.sites) {
    await fillRecommender({
      lane: database.serve,
      siteId,
      recommender,
      now: clock(),
      onSession: ({ visitorId, itemIds }) => recent.add(siteId, visitorId, itemIds),
    });
  }
  return live.subscribe((events) => {
    recommender.learnEvents(events);
    recent.learnEvents(events);
    for (const event of events) if (isWithdrawal(parts, event)) forget(parts, event);
  });
}

/** The ledger has the decision before its event is published. */
function isWithdrawal(
  { consent }: Parts,
  { type, site_id: siteId, visitor_id: visitorId }: EventRow,
) {
  if (type !== 'consent_update') return false;
  return consent.standing(siteId, visitorId)?.granted.includes('personalization') !== true;
}

function forget({ recommender, recent }: Parts, event: EventRow): void {
  recommender.forget(event.site_id, event.visitor_id);
  recent.forget(event.site_id, event.visitor_id);
}
