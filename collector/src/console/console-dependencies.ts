import type { Catalog } from '../catalog/catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Recommender } from '../recommend/recommender.ts';
import type { Replayer } from '../ingest/replayer.ts';

/** What the console stands on. */
export interface ConsoleDependencies extends Pick<
  Dependencies,
  'config' | 'clock' | 'logger' | 'database' | 'live' | 'refusals' | 'settings'
> {
  readonly catalog: Catalog;
  readonly recommender: Recommender;
  readonly replay: Replayer;
}
