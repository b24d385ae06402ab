import type { Logger } from 'pino';
import type { StoredCatalog } from './catalog/stored-catalog.ts';
import type { Database } from './clickhouse/database.ts';
import type { Config } from './config.ts';
import type { ConsentStore } from './consent/consent-store.ts';
import type { Ledger } from './consent/ledger.ts';
import type { DecisionLog } from './decide/decision-log.ts';
import type { RecentItems } from './decide/recent-items.ts';
import type { Live } from './ingest/live.ts';
import type { Drain } from './journal/drain.ts';
import type { Journal } from './journal/journal.ts';
import type { Clock } from './lib/clock.ts';
import type { Metrics } from './operate/metrics.ts';
import type { Refusals } from './operate/refusals.ts';
import type { LearningRecommender } from './recommend/recommender.ts';
import type { SiteSettings } from './settings/site-settings.ts';

/** What the features stand on; `open-collector.ts` puts it together. Each feature asks for the part it needs. */
export interface Dependencies {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly database: Database;
  readonly journal: Journal;
  readonly drain: Drain;
  readonly live: Live;
  readonly consent: ConsentStore;
  readonly ledger: Ledger;
  readonly catalog: StoredCatalog;
  readonly recommender: LearningRecommender;
  readonly recent: RecentItems;
  readonly settings: SiteSettings;
  readonly decisions: DecisionLog;
  /** In [0, 1). */
  readonly random: () => number;
  readonly metrics: Metrics;
  readonly refusals: Refusals;
  readonly isReady: () => Promise<boolean>;
}
