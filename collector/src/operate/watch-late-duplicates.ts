import { Gauge, type Registry } from 'prom-client';
import type { ReadLane } from '../clickhouse/database.ts';
import type { Config } from '../config.ts';
import { lateDuplicates } from '../ingest/late-duplicates.ts';
import type { Clock } from '../lib/clock.ts';

interface Watched {
  readonly registry: Registry;
  readonly config: Pick<Config, 'sites'>;
  readonly lane: ReadLane;
  readonly clock: Clock;
}

/** Counting them reads all events; a scrape comes every few seconds. */
const FRESH_MS = 300_000;

/** Adds the books' line of late duplicates to `/metrics`, by site; absent while the database does not answer. */
export function watchLateDuplicates({ registry, config, lane, clock }: Watched): void {
  let countedAt = Number.NEGATIVE_INFINITY;
  new Gauge({
    name: 'tendero_late_duplicates',
    help: 'Events that were stored and later recognised as copies: stored less distinct ids.',
    labelNames: ['site'],
    registers: [registry],
    async collect() {
      if (clock() - countedAt < FRESH_MS) return;
      try {
        for (const { id } of config.sites) {
          const { stored, distinct } = await lateDuplicates(lane, id);
          // events become readable a moment before the books that count them
          this.set({ site: id }, Math.max(0, stored - distinct));
        }
        countedAt = clock();
      } catch {
        this.reset();
      }
    },
  });
}
