import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A ClickHouse server on loopback. */
export interface ClickHouseFront {
  /** For `CLICKHOUSE_URL`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a process that speaks ClickHouse's HTTP interface over a chDB of its own (a process can hold one chDB
 * folder), so that the road to a server is tested with the real client and the real engine. `close` deletes the folder.
 */
export async function startClickHouseFront(
  folder = mkdtempSync(join(tmpdir(), 'tendero-front-')),
): Promise<ClickHouseFront> {
  const script = join(import.meta.dirname, 'clickhouse-front-process.ts');
  const child = fork(script, [folder], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '32' },
  });
  const port = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the front ended with ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${Number(port)}`,
    async close() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
