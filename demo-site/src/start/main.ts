import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { createCatalog } from '../catalog/catalog.ts';
import { fillHistory } from '../shoppers/fill-history.ts';
import { startShop } from '../start-shop.ts';
import { buildStale } from './build-stale.ts';
import { startCollector } from './collector-process.ts';
import { openDemoSettings, writeCollectorConfig } from './demo-settings.ts';
import { explain } from './explain.ts';
import { createProgress } from './progress.ts';
import { signpost } from './signpost.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DATA = resolve(ROOT, process.env['DATA_DIR'] ?? '.data/demo');
const PORT = Number(process.env['PORT'] ?? 8080);
const SHOP_PORT = Number(process.env['SHOP_PORT'] ?? 8090);
const HOST = '127.0.0.1';

try {
  await start();
} catch (error) {
  process.stderr.write(`\n${explain(error)}\n`);
  process.exit(1);
}

/** `npm start`: collector and demo shop, with a past to look at. */
async function start(): Promise<void> {
  const progress = createProgress(process.stdout);
  await assertFree(PORT, 'PORT');
  await assertFree(SHOP_PORT, 'SHOP_PORT');
  const settings = openDemoSettings(DATA);
  await progress.during('Building', () => buildStale(ROOT));

  const collectorUrl = `http://localhost:${PORT}`;
  const shopUrl = `http://localhost:${SHOP_PORT}`;
  const configPath = writeCollectorConfig(DATA, settings, shopUrl);
  const collector = await progress.during('Starting the collector', () =>
    startCollector({
      root: ROOT,
      dataDir: join(DATA, 'collector'),
      configPath,
      port: PORT,
      logPath: join(DATA, 'collector.log'),
    }),
  );
  const shop = await startShop({
    collectorUrl,
    shopUrl,
    host: HOST,
    port: SHOP_PORT,
    dataDir: DATA,
    settings,
  });
  stopOnSignal(async () => {
    await shop.close();
    await collector.stop();
  });
  await fillOnce(() =>
    progress.counting('Filling the shop with a past', (onProgress) =>
      fillHistory({
        ...settings,
        collectorUrl,
        origin: shopUrl,
        products: createCatalog(),
        now: Date.now(),
        seed: 'La Tendera',
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

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      process.stdout.write('\nStopping; what was accepted is being finished.\n');
      void stop().then(() => process.exit(0));
    });
  }
}

/** Better one sentence now than a half-started demo. */
function assertFree(port: number, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause) => {
      reject(
        new Error(
          `Port ${port} is taken. Stop the program that uses it, or start with another: ${variable}=${port + 1000} npm start`,
          { cause },
        ),
      );
    });
    probe.listen(port, HOST, () => probe.close(() => resolve()));
  });
}
