import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { DISK, type Disk } from '../../collector/src/journal/disk.ts';
import { parseConfig } from '../../collector/src/config.ts';
import { openCollector, type Collector } from '../../collector/src/open-collector.ts';
import { databaseOf } from './database-of.ts';
import { SCHEMA_DIRECTORY } from './open-test-database.ts';

/** Keys and addresses of the site that every test collector serves. */
export const TEST_SITE = {
  id: 'shop',
  name: 'Test shop',
  origins: ['https://shop.example'],
  writeKeys: ['write-key-0123456789'],
  secretKeys: ['secret-key-0123456789'],
  identityKey: 'identity-key-0123456789-0123456789-0123',
  currency: 'EUR',
  locale: 'en',
  timeZone: 'Europe/Madrid',
};

export const TEST_ORIGIN = 'https://shop.example';
export const TEST_OPERATOR_KEY = 'operator-key-0123456789';

/** A whole collector without a socket, on real chDB in a folder of its own. */
export interface TestCollector extends Collector {
  readonly dataDir: string;
  /** What was logged so far, one JSON line each. */
  readonly log: () => string;
  /** Closes and opens again on the same data, as a restart does. */
  restart(changes?: Pick<TestCollectorOptions, 'isAway'>): Promise<TestCollector>;
  /** Closes and removes everything. */
  remove(): Promise<void>;
}

interface TestCollectorOptions {
  /** Of a database server. @default CLICKHOUSE_URL of the environment, else the embedded database */
  readonly url?: string | undefined;
  readonly disk?: Disk;
  /** The server does not answer at the moment. @default false */
  readonly isAway?: boolean;
  readonly site?: Record<string, unknown>;
  readonly config?: Record<string, unknown>;
  readonly clock?: () => number;
  readonly dataDir?: string;
}

/** chDB binds one data directory per process: one collector at a time in a test file. */
export async function openTestCollector(
  options: TestCollectorOptions = {},
): Promise<TestCollector> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'tendero-test-'));
  const { url = process.env['CLICKHOUSE_URL'], disk = DISK } = options;
  const lines: string[] = [];
  const config = parseConfig(
    {
      sites: [{ ...TEST_SITE, ...options.site }],
      operatorKeys: [TEST_OPERATOR_KEY],
      ...options.config,
    },
    {
      host: '127.0.0.1',
      port: 0,
      dataDir,
      clickhouse: { url, database: databaseOf(dataDir, url), cluster: undefined },
    },
  );
  const collector = await openCollector({
    config,
    clock: options.clock ?? Date.now,
    disk,
    logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    random: Math.random,
    publicDirectory: join(dataDir, 'no-scripts'),
    schemaDirectory: SCHEMA_DIRECTORY,
    version: 'v0.0.0',
  });
  // what the database knows is learned behind the listening collector; when it is away, never
  if (options.isAway !== true) await collector.learned;
  return {
    ...collector,
    dataDir,
    log: () => lines.join(''),
    async restart(changes = {}) {
      await collector.close();
      return openTestCollector({ ...options, ...changes, dataDir });
    },
    async remove() {
      await collector.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
