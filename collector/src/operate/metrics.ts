import { OUTCOMES } from '@tendero/schema';
import { Counter, Gauge, Registry } from 'prom-client';
import { noOutcomes, type OutcomeCounts, sumTallies } from '../ingest/outcome-lines.ts';
import type { TextLine, Tally } from '../journal/journal.ts';

/** What `/metrics` shows, in Prometheus' words. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts what a journal block made durable. */
  countTallies(tallies: readonly Tally[]): void;
  /** Counts a request refused whole, by its code. */
  countRefusal(code: string): void;
}

interface Sum {
  readonly site: string;
  readonly source: Tally['source'];
  readonly counts: OutcomeCounts;
}

/** `backlog`: segments that wait for the database, asked for at each scrape. */
export function createMetrics({ backlog }: { backlog: () => number }): Metrics {
  const registry = new Registry();
  // summed up here and told at each scrape: telling the counter of every block costs ten times as much
  const sums = new Map<string, Sum>();
  new Counter({
    name: 'tendero_events_total',
    help: 'Events of browsers and of shop servers by outcome; their sum is what was received.',
    labelNames: ['site', 'source', 'outcome'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { site, source, counts } of sums.values())
        for (const outcome of OUTCOMES) this.inc({ site, source, outcome }, counts[outcome]);
    },
  });
  const replayed = new Counter({
    name: 'tendero_events_replayed_total',
    help: 'Events that were rejected once and stored later, by a replay.',
    labelNames: ['site'],
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'tendero_requests_refused_total',
    help: 'Requests refused whole, by problem code.',
    labelNames: ['code'],
    registers: [registry],
  });
  new Gauge({
    name: 'tendero_journal_segments_waiting',
    help: 'Sealed journal segments that the database has not taken yet.',
    registers: [registry],
    collect() {
      this.set(backlog());
    },
  });
  return {
    registry,
    countTallies(tallies) {
      for (const { siteId, source, counts } of tallies) {
        const key = `${siteId} ${source}`;
        const sum = sums.get(key) ?? { site: siteId, source, counts: noOutcomes() };
        sums.set(key, sum);
        for (const outcome of OUTCOMES) sum.counts[outcome] += counts[outcome] ?? 0;
        if (counts['replayed']) replayed.inc({ site: siteId }, counts['replayed']);
      }
    },
    countRefusal: (code) => refusals.inc({ code }),
  };
}

/** `summarize` of the journal that also counts what became durable, so that metrics and books agree. */
export function counted(
  summarize: (tallies: readonly Tally[]) => TextLine[],
  metrics: Pick<Metrics, 'countTallies'>,
): (tallies: readonly Tally[]) => TextLine[] {
  return (tallies) => {
    const sums = sumTallies(tallies);
    const [first, ...others] = summarize(sums);
    if (!first) return [];
    const settled = (isDurable: boolean) => {
      if (isDurable) metrics.countTallies(sums);
    };
    return [{ ...first, settled }, ...others];
  };
}
