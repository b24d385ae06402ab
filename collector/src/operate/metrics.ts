import { OUTCOMES } from '@tendero/schema';
import { Counter, Gauge, Registry } from 'prom-client';
import type { TextLine, Tally } from '../journal/journal.ts';

/** What `/metrics` shows, in Prometheus' words. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts what a journal block made durable. */
  countTallies(tallies: readonly Tally[]): void;
  /** Counts a request refused whole, by its code. */
  countRefusal(code: string): void;
}

/** `backlog`: segments that wait for the database, asked for at each scrape. */
export function createMetrics({ backlog }: { backlog: () => number }): Metrics {
  const registry = new Registry();
  const events = new Counter({
    name: 'tendero_events_total',
    help: 'Events of browsers and of shop servers by outcome; their sum is what was received.',
    labelNames: ['site', 'source', 'outcome'],
    registers: [registry],
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
  const seen = new Set<string>();
  return {
    registry,
    countTallies(tallies) {
      for (const { siteId, source, counts } of tallies) {
        const labels = { site: siteId, source };
        const isNew = !seen.has(`${siteId} ${source}`);
        if (isNew) seen.add(`${siteId} ${source}`);
        for (const outcome of OUTCOMES) {
          const count = counts[outcome] ?? 0;
          // a series begins at zero; later a zero is not worth its cost
          if (isNew || count > 0) events.inc({ ...labels, outcome }, count);
        }
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
    const [first, ...others] = summarize(tallies);
    if (!first) return [];
    const settled = (isDurable: boolean) => {
      if (isDurable) metrics.countTallies(tallies);
    };
    return [{ ...first, settled }, ...others];
  };
}
