import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { parseConfig } from '../../../collector/src/config.ts';
import { CollectorServer } from '../../../collector/src/listen.ts';
import { openCollector } from '../../../collector/src/open-collector.ts';
import { trainInWorker } from '../../../collector/src/recommend/evaluate/train-in-worker.ts';
import { ruleSet } from '../../../collector/src/rules/rule.ts';
import { NO_LIMITS } from '../lib/no-limits.ts';
import { BENCH_SITE, makeCatalog, makeEvents, makeRules, makeStandings } from './shop.ts';

// A collector in the folder of the first argument, its schema in that of the second, with a large shop and its rules.
// The third is the script that trains. Tells its parent where it listens, and when training begins; ends with it.
const [dataDir = '', schemaDirectory = '', trainer = ''] = process.argv.slice(2);
const config = parseConfig(
  { sites: [BENCH_SITE], limits: NO_LIMITS },
  {
    host: '127.0.0.1',
    port: 0,
    dataDir,
    clickhouse: { url: undefined, database: 'tendero', cluster: undefined },
  },
);
const options = {
  config,
  clock: Date.now,
  random: Math.random,
  logger: pino({ level: 'silent' }),
  publicDirectory: join(dataDir, 'no-scripts'),
  schemaDirectory,
  version: 'v0.0.0',
};

const filling = await openCollector(options);
const { write } = filling.database;
for (const rows of makeEvents()) await write.insert('events_raw', [Buffer.from(rows)]);
await write.insert('catalog_items', [Buffer.from(makeCatalog())]);
for (const [table, rows] of Object.entries(makeStandings())) {
  await write.insert(table, [Buffer.from(rows)]);
}
const rules = ruleSet.parse(makeRules());
await filling.settings.save(BENCH_SITE.id, { kind: 'rules', content: rules }, 'bench');
await filling.close();

const startedAt = performance.now();
const collector = await openCollector({
  ...options,
  trainUntil(signal) {
    const train = trainInWorker(pathToFileURL(trainer), signal);
    return (task) => {
      process.send?.({ trains: task.kind });
      return train(task);
    };
  },
});
await collector.learned;
const fillMs = performance.now() - startedAt;
const server = new CollectorServer(collector);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.send?.({ port, fillMs, rssMb: process.memoryUsage.rss() / 1e6 });
});
process.once('disconnect', () => process.exit(0));
