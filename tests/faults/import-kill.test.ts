import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { openTestCollector, TEST_SITE } from '../support/open-test-collector.ts';
import { spawnCollector, type SpawnedCollector } from '../support/spawn-collector.ts';

/** Kills of one run of this test; `TENDERO_KILLS` makes it longer. */
const KILLS = Number(process.env['TENDERO_KILLS'] ?? 5);
const LINES = 45_000;
const MAPPING = new URLSearchParams({ refundPrefix: 'C', charges: 'POST' });
const FILE = makeFile();

test('an import that is killed again and again makes the same tables as one that is not', async () => {
  const killed = mkdtempSync(join(tmpdir(), 'tendero-import-kill-'));
  const calm = mkdtempSync(join(tmpdir(), 'tendero-import-calm-'));
  for (let kill = 0; kill < KILLS; kill += 1) await importAndKill(killed, Math.random() * 2_000);
  const summary = await importWhole(killed);
  expect(summary).toMatchObject({ phase: 'done', lines: LINES });
  // the last of the killed ones may have been done
  expect(await importWhole(calm)).toEqual({ ...summary, known: false });
  const tables = await readTables(killed);
  expect(tables).toEqual(await readTables(calm));
  expect(tables.lines).toEqual([{ lines: '0' }]);
});

/** Orders of three lines that stand apart, every ninth a cancellation. */
function makeFile(): string {
  const lines = Array.from({ length: LINES }, (_, index) => {
    const order = index % (LINES / 3);
    const isRefund = order % 9 === 0;
    const number = `${isRefund ? 'C' : ''}${order}`;
    const pieces = `${isRefund ? '-' : ''}${(index % 7) + 1}`;
    return `${number},A${index % 97},2025-02-${String((order % 28) + 1).padStart(2, '0')} 10:00:00,${pieces},2.35,c${order % 800}`;
  });
  return `transaction_id,item_id,time,quantity,price,customer_id\n${lines.join('\n')}\n`;
}

async function importAndKill(dataDir: string, afterMs: number): Promise<void> {
  const collector = await spawnCollector({ dataDir, config: { sites: [TEST_SITE] } });
  const timer = setTimeout(() => void collector.kill(), afterMs);
  await send(collector).catch(() => undefined);
  clearTimeout(timer);
  await collector.kill();
}

async function importWhole(dataDir: string): Promise<object> {
  const collector = await spawnCollector({ dataDir, config: { sites: [TEST_SITE] } });
  const answer = await send(collector);
  await collector.stop();
  return z.looseObject({}).parse(JSON.parse(answer.trim().split('\n').at(-1) ?? ''));
}

async function send({ url }: SpawnedCollector): Promise<string> {
  const answer = await fetch(`${url}/v1/import/orders?${MAPPING}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${TEST_SITE.secretKeys[0]}` },
    body: FILE,
  });
  return answer.text();
}

/** Fingerprints of all rows but for when they were made. */
async function readTables(dataDir: string) {
  const collector = await openTestCollector({ dataDir });
  const rows = (sql: string) =>
    collector.database.serve.query({ sql, row: z.record(z.string(), z.string()) });
  const fingerprint = (table: string, without: string) =>
    rows(
      `SELECT toString(count()) AS rows, toString(sum(cityHash64(toString(tuple(* EXCEPT (${without}, version)))))) AS sum FROM ${table} FINAL`,
    );
  const tables = {
    orders: await fingerprint('orders', 'received_at'),
    refunds: await fingerprint('refunds', 'received_at'),
    items: await fingerprint('catalog_items', 'updated_at'),
    lines: await rows('SELECT toString(count()) AS lines FROM import_lines FINAL'),
  };
  await collector.remove();
  rmSync(`${dataDir}.config.json`, { force: true });
  return tables;
}
