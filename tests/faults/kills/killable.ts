import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';
import { bundleProcess } from '../../support/bundle-process.ts';
import type { Kept } from '../../support/check-kept.ts';
import { SCHEMA_DIRECTORY } from '../../support/open-test-database.ts';
import type { Fuse } from './points.ts';

interface KillableOptions {
  readonly dataDir: string;
  /** Of a database server. @default the embedded database */
  readonly url?: string | undefined;
  /** How far its clock is ahead, in ms. */
  readonly aheadMs: number;
  /** From its first step on. */
  readonly fuse?: Fuse | undefined;
}

/** A collector in a process of its own that ends itself where it is told to. */
export interface Killable {
  /** Without a trailing slash; undefined where it was gone before it listened. */
  readonly url: string | undefined;
  /** Drains all and looks at all; undefined where it was gone before it was done. */
  check(acknowledged: readonly string[]): Promise<Kept | undefined>;
  light(fuse: Fuse): void;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves when it is gone. */
  readonly gone: Promise<unknown>;
  readonly isGone: () => boolean;
}

const SOURCE = join(import.meta.dirname, '../../support/kill-process.ts');
let script = '';

/** To be called before the first start. */
export async function buildKillable(): Promise<void> {
  script = await bundleProcess(SOURCE);
}

const report = z.object({ port: z.number().optional(), kept: z.custom<Kept>().optional() });

/** Starts it; resolves when it listens or is gone. */
export async function startKillable(options: KillableOptions): Promise<Killable> {
  const orders = { ...options, schemaDirectory: SCHEMA_DIRECTORY };
  const child = fork(script, [JSON.stringify(orders)], {
    execArgv: [],
    env: { ...process.env, UV_THREADPOOL_SIZE: '32' },
  });
  const gone = once(child, 'exit');
  const isGone = () => child.exitCode !== null || child.signalCode !== null;

  async function hear(): Promise<z.output<typeof report> | undefined> {
    const heard = once(child, 'message');
    const first = await Promise.race([heard, gone.then(() => undefined)]);
    return first && report.parse(first[0]);
  }

  const port = (await hear())?.port;
  if (port === undefined && child.signalCode !== 'SIGKILL') {
    throw new Error(`the collector did not start (${child.exitCode})`);
  }
  return {
    url: port === undefined ? undefined : `http://127.0.0.1:${port}`,
    gone,
    isGone,
    async check(acknowledged) {
      if (isGone()) return undefined;
      const answer = hear();
      child.send({ check: acknowledged }, () => undefined);
      return (await answer)?.kept;
    },
    light: (fuse) => void child.send({ fuse }, () => undefined),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
