import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** The demo as `npm start` runs it, on free ports and with a data folder of its own. */
export interface Demo {
  readonly shopUrl: string;
  readonly collectorUrl: string;
  readonly consoleUser: string;
  readonly consolePassword: string;
  readonly dataDir: string;
  /** What it printed so far. */
  readonly output: () => string;
  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number | null>;
}

interface StartOptions {
  /** That of an earlier start goes on with it. */
  readonly dataDir?: string;
  /** @default what `npm start` runs after the installation */
  readonly command?: readonly string[];
  /** Ctrl-C as soon as it prints this; then it starts no more, and the rejection says how it ended. */
  readonly stopAt?: string;
}

const START = [process.execPath, '--import', 'tsx', 'demo-site/src/start/main.ts'];

/** Starts it; resolves when it prints where to look. */
export async function startDemo({
  dataDir = mkdtempSync(join(tmpdir(), 'tendero-demo-')),
  command: [program = '', ...args] = START,
  stopAt,
}: StartOptions = {}): Promise<Demo> {
  const [port, shopPort] = [await freePort(), await freePort()];
  const child = spawn(program, args, {
    cwd: ROOT,
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: 'demo-site/tsconfig.json',
      PORT: String(port),
      SHOP_PORT: String(shopPort),
      DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const printed = new Promise<RegExpExecArray>((resolve, reject) => {
    const read = (chunk: string): void => {
      const isStop = stopAt !== undefined && !output.includes(stopAt);
      output += chunk;
      if (isStop && output.includes(stopAt)) child.kill('SIGINT');
      const found = /name (\S+), password (\S+)[\s\S]*Ctrl-C/.exec(output);
      if (found) resolve(found);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('exit', (code) => {
      reject(new Error(`the demo did not start and ended with ${code}: ${output}`));
    });
  });
  const [, consoleUser = '', consolePassword = ''] = await printed;
  return {
    shopUrl: `http://localhost:${shopPort}`,
    collectorUrl: `http://localhost:${port}`,
    consoleUser,
    consolePassword,
    dataDir,
    output: () => output,
    async stop() {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
      return child.exitCode;
    },
  };
}

/** Below what systems give to whoever asks for any port, so that it is still free when the demo listens. */
const PORTS = { from: 10_000, to: 30_000 };

/** A port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
