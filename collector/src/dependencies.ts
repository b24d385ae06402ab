import type { Logger } from 'pino';
import type { Catalog } from './catalog/catalog.ts';
import type { Database } from './clickhouse/database.ts';
import type { Config } from './config.ts';
import type { ConsentStanders } from './consent/consent-store.ts';
import type { Live } from './ingest/live.ts';
import type { Journal } from './journal/journal.ts';
import type { Clock } from './lib/clock.ts';
import type { Recommender } from './recommend/recommender.ts';

/** What the features stand on; `main.ts` and the tests put it together. */
export interface Dependencies {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly database: Database;
  readonly journal: Journal;
  readonly live: Live;
  readonly consent: ConsentStanders;
  readonly catalog: Catalog;
  readonly recommender: Recommender;
}
