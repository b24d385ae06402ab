import { join } from 'node:path';
import pino from 'pino';
import * as z from 'zod';
import { openDatabase } from '../../collector/src/clickhouse/open-database.ts';
import { parseConfig } from '../../collector/src/config.ts';
import { CollectorServer, listen } from '../../collector/src/listen.ts';
import { openCollector } from '../../collector/src/open-collector.ts';
import { hookedDatabase, hookedDisk } from '../faults/kills/hooked.ts';
import { POINTS, type Fuse, type Point } from '../faults/kills/points.ts';
import { checkKept } from './check-kept.ts';
import { databaseOf } from './database-of.ts';
import { TEST_SITE } from './open-test-collector.ts';

// The collector as its main runs it, but that it ends itself at a point that its parent names, and that its clock is
// as far ahead as its parent says. It is a program of the tests alone: the product has no such door.

const fuseShape = z.object({ point: z.enum(POINTS), skip: z.number(), delayMs: z.number() });

const { dataDir, schemaDirectory, url, aheadMs, fuse } = z
  .object({
    dataDir: z.string(),
    schemaDirectory: z.string(),
    url: z.string().optional(),
    aheadMs: z.number(),
    fuse: fuseShape.optional(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const order = z.union([z.object({ check: z.array(z.string()) }), z.object({ fuse: fuseShape })]);

let burning: Fuse | undefined = fuse;
let passed = 0;

function pass(point: Point): void {
  if (burning?.point !== point) return;
  passed += 1;
  if (passed <= burning.skip) return;
  const isMoment = point === 'inserting' || point === 'recounting';
  if (isMoment) setTimeout(end, burning.delayMs);
  else end();
}

function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

const collector = await openCollector({
  config: parseConfig(
    { sites: [TEST_SITE] },
    {
      host: '127.0.0.1',
      port: 0,
      dataDir,
      clickhouse: { url, database: databaseOf(dataDir, url), cluster: undefined },
    },
  ),
  clock: () => Date.now() + aheadMs,
  logger: pino({ level: 'warn' }),
  random: Math.random,
  publicDirectory: join(dataDir, 'no-scripts'),
  schemaDirectory,
  version: 'v0.0.0',
  disk: hookedDisk(pass),
  connect: async (options) => hookedDatabase(await openDatabase(options), pass),
});
const server = new CollectorServer(collector);
await listen(server, { host: '127.0.0.1', port: 0 });
const address = server.address();
if (typeof address === 'object') process.send?.({ port: address?.port });

process.on('message', (message: unknown) => void obey(order.parse(message)));
process.on('disconnect', () => process.exit());

async function obey(wish: z.output<typeof order>): Promise<void> {
  if ('fuse' in wish) {
    burning = wish.fuse;
    passed = 0;
    return;
  }
  await collector.drainNow();
  process.send?.({ kept: await checkKept(collector.database, wish.check) });
}

process.once('SIGTERM', () => {
  server.close();
  void collector.close().then(() => process.exit(0));
});
