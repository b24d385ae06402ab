import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { createAssets } from './assets/asset-routes.ts';
import { createCatalog } from './catalog/stored-catalog.ts';
import type { Database } from './clickhouse/database.ts';
import { migrate } from './clickhouse/migrate.ts';
import { openDatabase } from './clickhouse/open-database.ts';
import type { Config } from './config.ts';
import { loadConsentStore, type ConsentStore } from './consent/consent-store.ts';
import { createLedger, loadChainHead, type Ledger } from './consent/ledger.ts';
import { recoverConsent } from './consent/recover.ts';
import { createRecentItems } from './decide/recent-items.ts';
import { startLearning } from './decide/start-learning.ts';
import type { Dependencies } from './dependencies.ts';
import { createLive } from './ingest/live.ts';
import { outcomeLines } from './ingest/outcome-lines.ts';
import { startDrain } from './journal/drain.ts';
import { openJournal, type OpenJournal } from './journal/open-journal.ts';
import type { Clock } from './lib/clock.ts';
import { makeFolder } from './lib/make-folder.ts';
import { counted, createMetrics } from './operate/metrics.ts';
import { createRefusals } from './operate/refusals.ts';
import { createRecommender } from './recommend/create-recommender.ts';

interface CollectorOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  /** In [0, 1); spreads retries. */
  readonly random: () => number;
  /** Built scripts to hand out. */
  readonly publicDirectory: string;
  /** Numbered migrations. */
  readonly schemaDirectory: string;
  /** For example `v0.1.0`. */
  readonly version: string;
}

/** A collector without its socket. */
export interface Collector {
  readonly app: Hono;
  readonly database: Database;
  /** Resolves when all that was accepted is in the database. */
  drainNow(): Promise<void>;
  /** Takes no more, finishes what was accepted and lets go of the data directory. */
  close(): Promise<void>;
}

/** Opens the data directory, brings the database up to date, loads what is kept in memory, and starts draining. */
export async function openCollector(options: CollectorOptions): Promise<Collector> {
  const { config, clock, logger, random } = options;
  makeFolder(config.dataDir);
  const database = await openDatabase({
    home: { ...config.clickhouse, dataDir: config.dataDir },
    logger,
  });
  const { cluster } = config.clickhouse;
  await migrate({ database, directory: options.schemaDirectory, cluster, clock });

  const directory = join(config.dataDir, 'journal');
  const metrics = createMetrics({ backlog: () => journal.sealed.length });
  const journal = await openJournal({
    directory,
    clock,
    summarize: counted(outcomeLines, metrics),
  });
  const { consent, ledger } = await openConsent(config.dataDir, database, journal);
  const catalog = await createCatalog({ database, clock });
  const live = createLive((error) =>
    logger.error({ name: error instanceof Error ? error.name : '' }, 'a live listener failed'),
  );
  const recommender = createRecommender({ catalog });
  const recent = createRecentItems();
  const drain = startDrain({ journal, directory, lane: database.write, logger, random });
  // First what an earlier run left in the journal, so that the recommender learns that too.
  await drain.drainNow();
  await startLearning({ config, clock, database, live, consent, recommender, recent });

  let open = true;
  const dependencies: Dependencies = {
    config,
    clock,
    logger,
    database,
    journal,
    drain,
    live,
    consent,
    ledger,
    catalog,
    recommender,
    recent,
    metrics,
    refusals: createRefusals(),
    isReady: () => open,
  };
  const { publicDirectory, version } = options;
  const app = createApp(dependencies, createAssets({ directory: publicDirectory, version }));
  return {
    app,
    database,
    drainNow: () => drain.drainNow(),
    async close() {
      open = false;
      await journal.close();
      await drain.stop();
      await database.close();
    },
  };
}

async function openConsent(
  dataDir: string,
  database: Database,
  journal: OpenJournal,
): Promise<{ consent: ConsentStore; ledger: Ledger }> {
  const collectorId = await readCollectorId(dataDir);
  const consent = await loadConsentStore(database.serve);
  const head = await recoverConsent({
    segments: journal.sealed,
    store: consent,
    collectorId,
    head: await loadChainHead(database.serve, collectorId),
  });
  return { consent, ledger: createLedger({ collectorId, head }) };
}

/** The name of this collector's ledger chain, made once for a data directory. */
async function readCollectorId(dataDir: string): Promise<string> {
  const path = join(dataDir, 'collector-id');
  try {
    await writeFile(path, randomUUID(), { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFile(path, 'utf8');
}
