import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';

/** The collector as a child of the demo. */
export interface CollectorProcess {
  /** SIGTERM, then waits until what was accepted is finished. */
  readonly stop: () => Promise<void>;
  /** Resolves when it ends by itself, with its exit code. */
  readonly ended: Promise<number | null>;
}

interface CollectorOptions {
  readonly root: string;
  readonly dataDir: string;
  readonly configPath: string;
  readonly port: number;
  /** Its log goes there. */
  readonly logPath: string;
}

/** The collector ended before it was ready; `message` is its own sentence for whoever started it. */
export class CollectorFailed extends Error {}

/** Starts the built collector; resolves when it accepts events. */
export async function startCollector(options: CollectorOptions): Promise<CollectorProcess> {
  const child = spawn(process.execPath, [join(options.root, 'collector/dist/main.js')], {
    env: {
      ...process.env,
      UV_THREADPOOL_SIZE: '32',
      PORT: String(options.port),
      DATA_DIR: options.dataDir,
      TENDERO_CONFIG: options.configPath,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C goes to the whole group; the demo tells its collector itself, after the shop has closed
    detached: true,
  });
  // however the demo ends, its collector doesn't stay behind with the port and the data
  process.once('exit', () => child.kill('SIGTERM'));
  child.stdout.pipe(createWriteStream(options.logPath, { flags: 'a', mode: 0o600 }));
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = once(child, 'exit').then(() => child.exitCode);
  await Promise.race([
    waitUntilReady(options.port, () => child.exitCode !== null),
    ended.then(() => {
      throw new CollectorFailed(complaint.trim());
    }),
  ]);
  return {
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const ASK_AGAIN_MS = 100;

async function waitUntilReady(port: number, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}
