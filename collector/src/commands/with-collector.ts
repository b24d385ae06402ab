import { join, resolve } from 'node:path';
import pino from 'pino';
import { type Config, loadConfig } from '../config.ts';
import { FolderInUse } from '../lib/lock-folder.ts';
import { openCollector } from '../open-collector.ts';
import { type Call, CommandError, createCall } from './call.ts';

/** Where `npm start` keeps its data; used when no config is named. */
const DEMO = { TENDERO_CONFIG: '.data/demo/collector.json', DATA_DIR: '.data/demo/collector' };

const ROOT = resolve(import.meta.dirname, '../../..');

interface WithCollectorOptions<Result> {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called with a way to the collector, and whether it goes on running afterwards. */
  readonly work: (call: Call, isRunning: boolean) => Promise<Result>;
  /** The key that the work needs. @default the first operator key */
  readonly keyOf?: (config: Config) => string;
}

/**
 * Reaches the collector that runs on the configured address; when none answers there, opens one for the duration of
 * `work`, because one process at a time can hold the data.
 * @throws {CommandError} when the config has no such key, or a collector has the data and answers elsewhere.
 */
export async function withCollector<Result>({
  env,
  work,
  keyOf = firstOperatorKey,
}: WithCollectorOptions<Result>): Promise<Result> {
  const config = loadConfig(env['TENDERO_CONFIG'] === undefined ? { ...env, ...DEMO } : env, ROOT);
  const key = keyOf(config);
  const running = `http://${config.host}:${config.port}`;
  if (await answers(running)) {
    const send = (path: string, init: RequestInit) => fetch(`${running}${path}`, init);
    return work(createCall(send, key), true);
  }
  try {
    return await withOwn(config, (send) => work(createCall(send, key), false));
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    throw new CommandError(
      `A collector works on ${config.dataDir}, but none answers at ${running}: set PORT to its port.`,
    );
  }
}

function firstOperatorKey({ operatorKeys: [key] }: Config): string {
  if (key !== undefined) return key;
  throw new CommandError(
    'The config needs `operatorKeys`, a list with a key of 16 characters or more.',
  );
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}

async function withOwn<Result>(
  config: Config,
  work: (send: (path: string, init: RequestInit) => Promise<Response>) => Promise<Result>,
): Promise<Result> {
  const collector = await openCollector({
    config,
    logger: pino({ level: 'error' }),
    clock: Date.now,
    random: Math.random,
    publicDirectory: join(ROOT, 'collector/dist/public'),
    schemaDirectory: join(ROOT, 'collector/schema'),
    version: 'v0',
  });
  try {
    return await work(async (path, init) => collector.app.request(path, init));
  } finally {
    await collector.close();
  }
}
