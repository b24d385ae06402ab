import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { databaseOf } from './database-of.ts';

/** The built collector as a process of its own. */
export interface SpawnedCollector {
  /** Without a trailing slash. */
  readonly url: string;
  readonly pid: number;
  /** Everything it wrote to its output so far. */
  readonly output: () => string;
  /** Closes the other end of its output, as a reader that dies does. */
  stopReading(): void;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

interface SpawnOptions {
  readonly dataDir: string;
  readonly config: object;
  readonly env?: Record<string, string>;
}

const MAIN = join(import.meta.dirname, '../../collector/dist/main.js');

/** The collector ended before it listened; `output` is what it wrote. */
export class CollectorDidNotStart extends Error {
  readonly output: string;
  readonly exitCode: number | null;

  constructor(output: string, exitCode: number | null) {
    super(`the collector did not start: ${output}`);
    this.output = output;
    this.exitCode = exitCode;
  }
}

/** Starts the built collector on a free port; resolves when it listens. */
export async function spawnCollector({
  dataDir,
  config,
  env = {},
}: SpawnOptions): Promise<SpawnedCollector> {
  mkdirSync(dataDir, { recursive: true });
  const configPath = `${dataDir}.config.json`;
  writeFileSync(configPath, JSON.stringify(config));
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      UV_THREADPOOL_SIZE: '32',
      PORT: '0',
      DATA_DIR: dataDir,
      TENDERO_CONFIG: configPath,
      CLICKHOUSE_DATABASE: databaseOf(dataDir),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collectOutput(child);
  const url = await waitForUrl(child, output);
  return {
    url,
    pid: child.pid ?? 0,
    output,
    stopReading() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    async stop() {
      child.kill('SIGTERM');
      await exited(child);
      return child.exitCode;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited(child);
    },
  };
}

function collectOutput(child: ChildProcess): () => string {
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  }
  return () => chunks.join('');
}

function waitForUrl(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('close', (code) => reject(new CollectorDidNotStart(output(), code)));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /"port":(\d+),"msg":"the collector listens"/.exec(line)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
  });
}

async function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
