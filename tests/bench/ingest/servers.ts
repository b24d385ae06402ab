import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bundleProcess } from '../../support/bundle-process.ts';
import type { LoadOrder, LoadReport } from './load-process.ts';

/** A server of the benchmark in a process of its own. */
export interface BenchServer {
  readonly port: number;
  /** Forgets the stalls of the start. */
  forgetStart(): void;
  /** Ends it and returns the report that it prints. */
  stop<Report>(): Promise<Report>;
}

type ServerName = 'reference' | 'collector' | 'whole';

/** Starts `NAME-process.ts` with its arguments. */
export async function startServer(name: ServerName, args: readonly string[]): Promise<BenchServer> {
  const child = await start(`${name}-process.ts`, args);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const port = Number((await lines.next()).value);
  if (!(port > 0)) throw new Error(`the server ${name} did not start`);
  return {
    port,
    forgetStart: () => void child.kill('SIGUSR2'),
    async stop() {
      child.kill('SIGTERM');
      const { value } = await lines.next();
      if (child.exitCode === null) await once(child, 'exit');
      return JSON.parse(value ?? '{}');
    },
  };
}

/** Lets the load generator do its work, in a process of its own. */
export async function runLoad(order: LoadOrder): Promise<LoadReport> {
  const child = await start('load-process.ts', [JSON.stringify(order)]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value } = await lines.next();
  return JSON.parse(value ?? '');
}

async function start(
  file: string,
  args: readonly string[],
): Promise<ChildProcess & { stdout: NodeJS.ReadableStream }> {
  const script = await bundleProcess(join(import.meta.dirname, file));
  return spawn(process.execPath, [script, ...args], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '32' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
