import { rm, stat } from 'node:fs/promises';
import pino from 'pino';
import { parseConfig } from '../../../collector/src/config.ts';
import { createConsentStore } from '../../../collector/src/consent/consent-store.ts';
import { createLedger, NO_CHAIN } from '../../../collector/src/consent/ledger.ts';
import { createEventsHandler } from '../../../collector/src/ingest/events-handler.ts';
import { createLive } from '../../../collector/src/ingest/live.ts';
import { outcomeLines } from '../../../collector/src/ingest/outcome-lines.ts';
import { DISK } from '../../../collector/src/journal/disk.ts';
import { openJournal } from '../../../collector/src/journal/open-journal.ts';
import { openCountries } from '../../../collector/src/lib/country.ts';
import { createHeldBytes } from '../../../collector/src/lib/held-bytes.ts';
import { CollectorServer, listen } from '../../../collector/src/listen.ts';
import { createProblemReport } from '../../../collector/src/middleware/answer-problems.ts';
import { createPageListener } from '../../../collector/src/middleware/page-listener.ts';
import { createRequestLimits } from '../../../collector/src/middleware/request-limits.ts';
import { counted, createMetrics } from '../../../collector/src/operate/metrics.ts';
import { createRefusals } from '../../../collector/src/operate/refusals.ts';
import { portOf, reportAtEnd } from './report-at-end.ts';
import { BENCH_CONFIG } from './requests.ts';

/** What the collector has to say besides how it fared. */
export interface JournalReport {
  /** Of all that was accepted. */
  readonly journalBytes: number;
}

/**
 * The collector's own way from socket to fsync, without a database behind it: its first argument is the journal's
 * folder. Prints its port.
 */
const directory = process.argv[2] ?? '';
const clock = Date.now;
const logger = pino({ level: 'error' });
const config = parseConfig(BENCH_CONFIG, {
  host: '127.0.0.1',
  port: 0,
  dataDir: directory,
  clickhouse: { url: undefined, database: 'tendero', cluster: undefined },
});
const metrics = createMetrics({ backlog: () => 0 });
const summarize = counted(outcomeLines, metrics);
const journal = await openJournal({ directory, clock, summarize, disk: DISK });
/** Kept until the end, as the reference's file: to take one out of the file system holds up the next fsyncs. */
const segments: string[] = [];
journal.onSealed(() => {
  segments.push(...journal.sealed.map(({ path }) => path));
  while (journal.sealed.length > 0) journal.shift();
});

const handle = createEventsHandler({
  config,
  clock,
  journal,
  consent: createConsentStore(),
  ledger: createLedger({ collectorId: 'bench', head: NO_CHAIN }),
  live: createLive(() => {}),
  limits: createRequestLimits({ config, clock }),
  countryOf: openCountries(),
  report: createProblemReport({ logger, clock, metrics, refusals: createRefusals() }),
});
const server = new CollectorServer({
  app: { fetch: () => new Response(null, { status: 404 }) },
  pages: createPageListener({
    handlers: new Map([['/v1/events', handle]]),
    held: createHeldBytes(),
  }),
});
await listen(server, config);
reportAtEnd(portOf(server.address()), async () => {
  await journal.close();
  let journalBytes = 0;
  for (const path of segments) {
    journalBytes += (await stat(path)).size;
    await rm(path);
  }
  return { journalBytes } satisfies JournalReport;
});
