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

/**
 * Adds the books' line of late duplicates to `/metrics`, by site, as last counted; absent until it was. A scrape has it
 * counted anew and does not wait for it: a database that hangs must not hide all other figures.
 */
export function watchLateDuplicates({ registry, config, lane, clock }: Watched): void {
  let countedAt = Number.NEGATIVE_INFINITY;
  let isCounting = false;

  async function count(): Promise<void> {
    isCounting = true;
    try {
      for (const { id } of config.sites) {
        const { stored, distinct } = await lateDuplicates(lane, id);
        // events become readable a moment before the books that count them
        gauge.set({ site: id }, Math.max(0, stored - distinct));
      }
      countedAt = clock();
    } catch {
      // the next scrape tries again
    } finally {
      isCounting = false;
    }
  }

  const gauge = new Gauge({
    name: 'tendero_late_duplicates',
    help: 'Events that were stored and later recognised as copies: stored less distinct ids.',
    labelNames: ['site'],
    registers: [registry],
    collect() {
      if (!isCounting && clock() - countedAt >= FRESH_MS) void count();
    },
  });
}
