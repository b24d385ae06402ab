import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createAssets } from './assets/asset-routes.ts';
import { createCatalog, type StoredCatalog } from './catalog/stored-catalog.ts';
import type { Database } from './clickhouse/database.ts';
import { migrate, MigrationMismatch } from './clickhouse/migrate.ts';
import { openDatabase } from './clickhouse/open-database.ts';
import type { Config } from './config.ts';
import type { KeptStanding } from './consent/consent-store.ts';
import { type ConsentFeed, followConsent } from './consent/follow-consent.ts';
import { openConsent } from './consent/open-consent.ts';
import { createListeners, type Listeners } from './create-listeners.ts';
import { createDecisionLog } from './decide/decision-log.ts';
import { createRecentItems } from './decide/recent-items.ts';
import { startLearning } from './decide/start-learning.ts';
import type { Dependencies } from './dependencies.ts';
import type { LearnableEvent } from './ingest/event-row.ts';
import { eachSecond, followPeers } from './ingest/follow-peers.ts';
import { createLive, type Live } from './ingest/live.ts';
import { outcomeLines } from './ingest/outcome-lines.ts';
import { DISK, type Disk } from './journal/disk.ts';
import { startDrain } from './journal/drain.ts';
import { openJournal } from './journal/open-journal.ts';
import type { Clock } from './lib/clock.ts';
import { lockFolder } from './lib/lock-folder.ts';
import { shared } from './lib/shared.ts';
import { dropSnapshot } from './operate/backup/snapshot.ts';
import { counted, createMetrics } from './operate/metrics.ts';
import { watchAppends } from './operate/readiness.ts';
import { createRefusals } from './operate/refusals.ts';
import { createRecommender } from './recommend/create-recommender.ts';
import type { Train } from './recommend/evaluate/train-engine.ts';
import { keepTrained } from './recommend/keep-trained.ts';
import type { LearningRecommender } from './recommend/recommender.ts';
import { createSiteSettings, type SiteSettings } from './settings/site-settings.ts';

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
  /** What the journal writes to. @default this machine's file system */
  readonly disk?: Disk;
  /** @default ClickHouse, embedded or behind its URL */
  readonly connect?: typeof openDatabase;
  /** Trains recommendations until the signal. @default none: they stay a plain blend */
  readonly trainUntil?: (signal: AbortSignal) => Train;
}

/** A collector without its socket. */
export interface Collector extends Listeners {
  readonly database: Database;
  readonly settings: SiteSettings;
  /** Resolves when decisions know all that the database knew at the start; rejects when it closes before. */
  readonly learned: Promise<void>;
  /** Resolves when all that was accepted is in the database. */
  drainNow(): Promise<void>;
  /** Takes no more, finishes what was accepted and lets go of the data directory. */
  close(): Promise<void>;
}

/** A database server that takes longer is awaited behind the listening collector. */
const PATIENCE_MS = 2_000;

/**
 * Opens the data directory and resolves when events can be accepted: what an earlier run left in the journal drains
 * behind. The first start of a data directory needs its database; a later one over HTTP goes without, on the consent
 * that is kept beside the journal, and the catalogue, the reports and the past come when the server is back.
 */
export async function openCollector(options: CollectorOptions): Promise<Collector> {
  const unlock = lockFolder(options.config.dataDir);
  try {
    return await openLocked(options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openLocked(options: CollectorOptions, unlock: () => void): Promise<Collector> {
  const { config, clock, logger, random, disk = DISK, connect = openDatabase } = options;
  const directory = join(config.dataDir, 'journal');
  const metrics = createMetrics({ backlog: () => drain.backlog });
  const summarize = counted(outcomeLines, metrics);
  const journal = await openJournal({ directory, clock, disk, summarize });
  const isRemote = config.clickhouse.url !== undefined;
  const consent = await openConsent({ dataDir: config.dataDir, disk, logger, journal, isRemote });
  const database = await connect({
    home: { ...config.clickhouse, dataDir: config.dataDir },
    logger,
  });
  const catalog = createCatalog({ database, clock });
  const settings = createSiteSettings({
    database,
    clock,
    onUnreadable: (site, kind) => logger.warn({ site, kind }, 'settings of a newer collector'),
  });
  const onListenerError = (error: unknown) =>
    logger.error({ name: error instanceof Error ? error.name : '' }, 'a live listener failed');
  const heard = createLive<KeptStanding>(onListenerError);
  const consentFeed = isRemote
    ? followConsent({
        database,
        cluster: config.clickhouse.cluster,
        store: consent.store,
        async onNews(standings) {
          heard.publish(standings);
          await consent.keepHeard(standings);
        },
      })
    : undefined;
  const prepare = shared(async () => {
    const { cluster } = config.clickhouse;
    await migrate({ database, directory: options.schemaDirectory, cluster, clock });
    // of a backup that was under way when this process's last run ended
    if (!isRemote) await dropSnapshot(database);
    await consentFeed?.begin();
    await consent.fill(database.serve);
    await catalog.load();
    await settings.refresh();
  });
  try {
    await meetDatabase(prepare, { isNeeded: !consent.isCopied, logger });
  } catch (error) {
    await journal.close();
    await database.close();
    throw error;
  }
  const ledger = await consent.openLedger();
  const live = createLive(onListenerError);
  const peers = createLive<LearnableEvent>(onListenerError);
  const recommender = createRecommender({ catalog, clock });
  const recent = createRecentItems();
  const decisions = createDecisionLog({
    journal,
    onError: (error) => logger.error({ error: String(error) }, 'decisions wait for the journal'),
  });
  const stopDecisions = decisions.start();
  const drain = startDrain({
    journal,
    directory,
    database,
    logger,
    random,
    disk,
    prepare,
    onTaken: (taken) => consent.keep(taken),
  });
  const closing = new AbortController();
  const learned = startLearning({
    config,
    now: clock(),
    database,
    live,
    peers,
    consent: consent.store,
    heard,
    recommender,
    recent,
    caughtUp: drain.caughtUp,
    signal: closing.signal,
  });
  learned.then(
    () => startTraining(options, recommender, closing.signal),
    (error: unknown) => {
      if (!closing.signal.aborted)
        logger.error({ error: String(error) }, 'the past was not learned');
    },
  );
  if (consentFeed) {
    const { signal } = closing;
    hearPeers({ options, database, consentFeed, settings, catalog, live, peers, signal });
  }
  const readiness = watchAppends(journal, { disk, directory });
  const dependencies: Dependencies = {
    config,
    clock,
    logger,
    database,
    journal: readiness.journal,
    drain,
    live,
    consent: consent.store,
    ledger,
    catalog,
    recommender,
    recent,
    settings,
    decisions,
    random,
    metrics,
    refusals: createRefusals(),
    isReady: async () => !closing.signal.aborted && readiness.isReady(),
  };
  const { publicDirectory, version } = options;
  const assets = createAssets({ directory: publicDirectory, version });
  return {
    ...createListeners(dependencies, assets),
    database,
    settings,
    learned,
    async drainNow() {
      await decisions.flush();
      await drain.drainNow();
    },
    async close() {
      closing.abort();
      await stopDecisions();
      await journal.close();
      await drain.stop();
      await database.close();
      unlock();
    },
  };
}

/** Waits for the database, without end only where it is needed. */
async function meetDatabase(
  prepare: () => Promise<void>,
  { isNeeded, logger }: { isNeeded: boolean; logger: Logger },
): Promise<void> {
  if (isNeeded) return prepare();
  const away = pause(PATIENCE_MS, true, { ref: false });
  try {
    if ((await Promise.race([prepare(), away])) !== true) return;
  } catch (error) {
    if (error instanceof MigrationMismatch) throw error;
  }
  logger.warn('the database is away: events are accepted and wait in the journal until it is back');
}

interface Hearing {
  readonly options: CollectorOptions;
  readonly database: Database;
  readonly consentFeed: ConsentFeed;
  readonly settings: Pick<SiteSettings, 'refresh'>;
  readonly catalog: Pick<StoredCatalog, 'refresh'>;
  /** What this collector accepts. */
  readonly live: Live;
  /** What the others accepted, from now on. */
  readonly peers: Live<LearnableEvent>;
  readonly signal: AbortSignal;
}

/** Takes over, each second, what other collectors on the same database accepted, decided and were told. */
function hearPeers(hearing: Hearing): void {
  const { options, database, consentFeed, settings, catalog, live, peers, signal } = hearing;
  const { config, clock, logger } = options;
  const follow = followPeers({
    database,
    cluster: config.clickhouse.cluster,
    live,
    clock,
    onEvent: (event) => peers.publish([event]),
  });
  const keepUp = async () => {
    // first, so that what is learned of events stands on it
    await consentFeed.follow();
    await follow();
    await settings.refresh();
    await catalog.refresh();
  };
  void eachSecond(keepUp, {
    signal,
    onError: (error) => logger.warn({ error: String(error) }, 'other collectors were not heard'),
  });
}

function startTraining(
  { config, logger, trainUntil }: CollectorOptions,
  recommender: LearningRecommender,
  signal: AbortSignal,
): void {
  if (!trainUntil) return;
  keepTrained({
    siteIds: config.sites.map(({ id }) => id),
    recommender,
    train: trainUntil(signal),
    signal,
    onError: (error) => logger.error({ error: String(error) }, 'recommendations were not trained'),
  });
}
