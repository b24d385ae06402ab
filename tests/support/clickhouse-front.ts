import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a server does to those who ask: answers, or one of the ways to fail. */
export const OUTAGES = [
  'refusing',
  'slow',
  'hanging',
  'failing',
  'cutting',
  'hidden behind a page',
  'hidden behind an empty answer',
] as const;
export type Outage = (typeof OUTAGES)[number];

/** A ClickHouse server on loopback. */
export interface ClickHouseFront {
  /** For `CLICKHOUSE_URL`. */
  readonly url: string;
  /**
   * From now on it refuses connections, takes a second for each answer, leaves all waiting until it is ended (then their
   * connections break), answers 500, does what is asked and cuts the answer short, or is not reached, because a proxy
   * before it answers 200 to everything; undefined: it answers again.
   */
  suffer(outage: Outage | undefined): Promise<void>;
  /** SIGKILL, and a new process on the same folder and port. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a process that speaks ClickHouse's HTTP interface over a chDB of its own (a process can hold one chDB
 * folder), so that the road to a server is tested with the real client and the real engine. A folder that is given stays
 * after `close`.
 */
export async function startClickHouseFront(given?: string): Promise<ClickHouseFront> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'tendero-front-'));
  let { child, port } = await startProcess(folder, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    async suffer(outage) {
      const done = once(child, 'message');
      child.send({ outage });
      await done;
    },
    async crash() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      ({ child, port } = await startProcess(folder, port));
    },
    async close() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startProcess(folder: string, wantedPort: number) {
  const script = join(import.meta.dirname, 'clickhouse-front-process.ts');
  const child = fork(script, [folder, String(wantedPort)], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '32' },
  });
  const port = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the front ended with ${code}`)));
  });
  return { child, port: Number(port) };
}
