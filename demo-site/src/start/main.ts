import { existsSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { createCatalog } from '../catalog/catalog.ts';
import { fillHistory } from '../shoppers/fill-history.ts';
import { startShop } from '../start-shop.ts';
import { buildStale } from './build-stale.ts';
import { startCollector } from './collector-process.ts';
import { openDemoSettings, writeCollectorConfig } from './demo-settings.ts';
import { explain } from './explain.ts';
import { choosePorts } from './ports.ts';
import { createProgress } from './progress.ts';
import { signpost } from './signpost.ts';
import { stopOnSignal } from './stop-on-signal.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DATA = resolve(ROOT, process.env['DATA_DIR'] ?? '.data/demo');
const HOST = '127.0.0.1';

const stopping = stopOnSignal(process);
try {
  await start();
} catch (error) {
  if (!stopping.signal.aborted) {
    process.stderr.write(`\n${explain(error)}\n`);
    process.exit(1);
  }
}

/** `npm start`: collector and demo shop, with a past to look at. */
async function start(): Promise<void> {
  const progress = createProgress(process.stdout);
  const { port, shopPort } = await choosePorts(process.env, HOST);
  const settings = openDemoSettings(DATA);
  await progress.during('Building', () => buildStale(ROOT));

  const collectorUrl = `http://localhost:${port}`;
  const shopUrl = `http://localhost:${shopPort}`;
  const config = writeCollectorConfig(DATA, settings, shopUrl);
  // however this ends; and who is refused because another demo runs here has changed nothing of that one's
  process.once('exit', config.drop);
  const collector = await progress.during('Starting the collector', () =>
    startCollector({
      root: ROOT,
      dataDir: join(DATA, 'collector'),
      configPath: config.path,
      port,
      logPath: join(DATA, 'collector.log'),
    }),
  );
  stopping.add(collector.stop);
  config.keep();
  const shop = await startShop({
    collectorUrl,
    shopUrl,
    host: HOST,
    port: shopPort,
    dataDir: DATA,
    settings,
  });
  stopping.add(shop.close);
  await fillOnce(() =>
    progress.counting('Filling the shop with a past', (onProgress) =>
      fillHistory({
        ...settings,
        collectorUrl,
        origin: shopUrl,
        products: createCatalog(),
        now: Date.now(),
        seed: 'La Tendera',
        signal: stopping.signal,
        onProgress,
      }),
    ),
  );
  process.stdout.write(
    signpost({ collectorUrl, shopUrl, settings, data: relative(process.cwd(), DATA) }),
  );
  const code = await collector.ended;
  if (code !== 0)
    throw new Error(
      `The collector ended with code ${code}; its log is ${join(DATA, 'collector.log')}.`,
    );
}

/** Filling twice would change nothing, but it takes its time; an interrupted one is done again. */
async function fillOnce(fill: () => Promise<unknown>): Promise<void> {
  const mark = join(DATA, 'filled');
  if (existsSync(mark)) return;
  await fill();
  writeFileSync(mark, new Date().toISOString());
}
