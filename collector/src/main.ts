import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { requiredThreads } from './clickhouse/lane-counts.ts';
import { ConfigError, loadConfig, type Config } from './config.ts';
import { CollectorServer, listen } from './listen.ts';
import { openCollector, type Collector } from './open-collector.ts';
import { explainStartFailure } from './operate/explain-start-failure.ts';
import { trainInWorker } from './recommend/evaluate/train-in-worker.ts';

/** A connection that stays open is cut after this, so that a stop takes less than ten seconds. */
const LAST_ANSWERS_MS = 5_000;

/** All that a stop takes, with ten seconds promised: what moves into the database for longer goes on at the next start. */
const STOP_MS = 9_000;

const logger = pino(
  { level: process.env['LOG_LEVEL'] ?? 'info' },
  // at once: what waits to be written when the process ends would be tried for ever if its reader is gone (sonic-boom 4.2)
  pino.destination({ dest: 1, sync: true }),
);

try {
  assertThreads();
  const root = process.env['TENDERO_ROOT'] ?? findRoot(import.meta.dirname);
  const config = loadConfig(process.env, root);
  await run(config);
} catch (error) {
  const sentence = error instanceof ConfigError ? error.message : explainStartFailure(error);
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

async function run(config: Config): Promise<void> {
  const collector = await openCollector({
    config,
    logger,
    clock: Date.now,
    random: Math.random,
    publicDirectory: join(import.meta.dirname, 'public'),
    schemaDirectory: join(import.meta.dirname, 'schema'),
    version: `v${TENDERO_VERSION}`,
    trainUntil: (signal) => trainInWorker(new URL('train-worker.js', import.meta.url), signal),
  });
  try {
    const server = new CollectorServer(collector);
    await listen(server, config);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void stop(server, collector));
    }
    logger.info({ host: config.host, port: addressPort(server) }, 'the collector listens');
  } catch (error) {
    await collector.close();
    throw error;
  }
}

async function stop(server: Server, collector: Collector): Promise<void> {
  const isLate = pause(STOP_MS, true);
  logger.info('stopping: what was accepted is being finished');
  // a busy connection ends with its next answer, instead of being cut in mid-request
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'));
  const closed = new Promise<void>((done) => server.close(() => done()));
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, LAST_ANSWERS_MS);
  server.closeIdleConnections();
  await closed;
  clearTimeout(cut);
  if ((await Promise.race([collector.close(), isLate])) !== true) logger.info('stopped');
  else {
    logger.warn(
      'stopped in the middle of an insert: the journal has it, and the next start goes on',
    );
    // an exit takes the embedded engine apart under its own threads, which crashes, and waits for those of a hanging disk
    process.kill(process.pid, 'SIGKILL');
  }
  // whatever else still waits (a live page's next beat, say) has nothing to finish
  process.exit(0);
}

function addressPort(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** libuv reads the size of its pool once, before any of this runs; a journal fsync must not wait behind queries. */
function assertThreads(): void {
  const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);
  if (threads >= requiredThreads()) return;
  throw new ConfigError([
    `environment UV_THREADPOOL_SIZE: expected at least ${requiredThreads()}, set before Node starts; got ${threads}`,
  ]);
}

/** The repository's root, from which relative paths count. */
function findRoot(from: string): string {
  const parent = resolve(from, '..');
  if (parent === from) return process.cwd();
  return existsSync(join(parent, 'pnpm-workspace.yaml')) ? parent : findRoot(parent);
}
