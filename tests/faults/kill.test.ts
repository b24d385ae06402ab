import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startClickHouseFront } from '../support/clickhouse-front.ts';
import { runSeries } from './kills/series.ts';

/** For more there is `npm run test:faults -- --kills N`. */
const KILLS = { embedded: 12, server: 5 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tendero-kill-'));
});

// the folder stays when a test fails: it holds what was lost
afterEach(({ task }) => {
  if (task.result?.state === 'pass') rmSync(folder, { recursive: true, force: true });
});

test('kill -9 at any moment and at every point: what was acknowledged is there, once, and all figures are right', async () => {
  const done = await runSeries({ folder, kills: KILLS.embedded });
  expect(done.kills).toBe(KILLS.embedded);
  expect(done.acknowledged).toBeGreaterThan(100);
});

test('the same with a database server', async () => {
  const front = await startClickHouseFront(join(folder, 'server'));
  try {
    const done = await runSeries({ folder, kills: KILLS.server, url: front.url });
    expect(done.kills).toBe(KILLS.server);
  } finally {
    await front.close();
  }
});
