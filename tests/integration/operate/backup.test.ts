import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { createCall } from '../../../collector/src/commands/call.ts';
import { MANIFEST_FILE } from '../../../collector/src/commands/manifest.ts';
import { readBackup } from '../../../collector/src/commands/read-backup.ts';
import { writeBackup } from '../../../collector/src/commands/write-backup.ts';
import { dropSnapshot, takeSnapshot } from '../../../collector/src/operate/backup/snapshot.ts';
import {
  openTestCollector,
  TEST_OPERATOR_KEY,
  type TestCollector,
} from '../../support/open-test-collector.ts';
import { decisionOf, makeContext, makeEvent, send } from '../../support/wire.ts';

const ORDERS = 120_000;

let collector: TestCollector;
let place: string;
const lines: string[] = [];

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'tendero-backup-'));
  collector = await openTestCollector();
});
afterAll(async () => {
  await collector.remove();
  rmSync(place, { recursive: true, force: true });
});

function backUp(folder: string) {
  return writeBackup({
    call: callTo(collector),
    folder: join(place, folder),
    clock: () => Date.UTC(2026, 0, 31),
    report: (line) => lines.push(line),
  });
}

function restore(folder: string) {
  return readBackup({ call: callTo(collector), folder: join(place, folder), report: () => {} });
}

function callTo({ app }: TestCollector, key = TEST_OPERATOR_KEY) {
  return createCall(async (path, init) => app.request(path, init), key);
}

/** What must be equal before and after. */
async function readBooks() {
  const books = await collector.database.serve.query({
    sql: `SELECT
      (SELECT count() FROM orders FINAL) AS orders,
      (SELECT sum(value) FROM orders FINAL) AS value,
      (SELECT sum(arraySum(arrayMap((q, p) -> q * p, lines.quantity, lines.price))) FROM orders FINAL) AS lines,
      (SELECT count() FROM events_analytics) AS events,
      (SELECT groupArray(tuple(event_id, items.item_id, items.price, properties, toString(time)))
        FROM (SELECT * FROM events_raw FINAL ORDER BY event_id)) AS content,
      (SELECT sum(events) FROM events_per_day FINAL WHERE day = '2026-01-01') AS counted,
      (SELECT sum(stored) FROM ingest_outcomes FINAL) AS stored,
      (SELECT groupArray(hash) FROM (SELECT hash FROM consent_ledger FINAL ORDER BY sequence)) AS chain`,
    row: z.record(z.string(), z.unknown()),
  });
  return books[0];
}

let before: Awaited<ReturnType<typeof readBooks>>;

it('copies all tables at one moment, with what was only in the journal', async () => {
  await collector.database.write.command(
    `INSERT INTO orders (site_id, transaction_id, value, currency, lines.item_id, lines.item_name, lines.kind,
        lines.quantity, lines.price, version)
      SELECT 'shop', toString(number), number / 100, 'EUR', ['a', 'b'], ['Té', ''], ['goods', 'charge'],
        [number % 5, 1], [toDecimal64(number, 4) / 3, 0.0001], 1
      FROM numbers({orders: UInt32})`,
    { orders: ORDERS },
  );
  // figures of a day that were counted twice, in two parts: the first ones don't outlive a restore
  await collector.database.write.command('SYSTEM STOP MERGES events_per_day');
  for (const seconds of [1, 2]) {
    await collector.database.write.command(
      `INSERT INTO events_per_day (site_id, day, type, events, visitors, sessions, refreshed_at)
        SELECT 'shop', '2026-01-01', 'page_view', {seconds: UInt32}, 1, 1, toDateTime({seconds: UInt32})`,
      { seconds },
    );
  }
  const context = makeContext();
  const bought = makeEvent({
    type: 'view_item',
    items: [{ item_id: 'té "verde"', price: 12.34 }],
    properties: { size: 'ñ\t"', points: 3 },
  });
  await send(collector, [context], [decisionOf(context), bought]);

  const manifest = await backUp('first');

  before = await readBooks();
  expect(before).toMatchObject({ orders: ORDERS, events: 1, counted: 2, stored: 2 });
  const rows = new Map(manifest.tables.map((table) => [table.name, table.rows]));
  expect(rows.get('orders')).toBe(ORDERS);
  expect(rows.get('events_raw')).toBe(2);
  expect(rows.has('schema_migrations')).toBe(false);
  expect(lines).toContain('orders: 3 of 3 files');
  expect(statSync(join(place, 'first')).mode & 0o777).toBe(0o700);
  expect(statSync(join(place, 'first', MANIFEST_FILE)).mode & 0o777).toBe(0o600);
});

function snapshotTables() {
  return collector.database.serve.query({
    sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'snapshot%'`,
    row: z.object({ name: z.string() }),
  });
}

it('leaves nothing behind in the database', async () => {
  expect(await snapshotTables()).toEqual([]);
});

it('leaves nothing behind either where a collector with its own database was stopped in the middle of it', async () => {
  await takeSnapshot(collector.database);
  expect((await snapshotTables()).length).toBeGreaterThan(0);
  collector = await collector.restart();
  // on a server it may be another collector's, and under way
  const isOwn = process.env['CLICKHOUSE_URL'] === undefined;
  expect((await snapshotTables()).length === 0).toBe(isOwn);
  await dropSnapshot(collector.database);
});

it('refuses a folder that exists, and a key that is none', async () => {
  await expect(backUp('first')).rejects.toThrow(/has to be new/);
  const call = callTo(collector, 'not-an-operator-key');
  const options = { call, folder: join(place, 'other'), clock: Date.now, report: () => {} };
  await expect(writeBackup(options)).rejects.toThrow(/No operator key fits/);
  await expect(
    readBackup({ call, folder: join(place, 'first'), report: () => {} }),
  ).rejects.toThrow(/No operator key fits/);
});

it('refuses to restore over rows', async () => {
  await expect(restore('first')).rejects.toThrow(/empty database only.*orders/);
  expect(await readBooks()).toEqual(before);
});

it('restores into an empty database: equal counts, sums, contents and ledger', async () => {
  await collector.remove();
  collector = await openTestCollector();
  await restore('first');
  expect(await readBooks()).toEqual(before);
});

it('goes on after a restart: the restored consent counts', async () => {
  collector = await collector.restart();
  expect(await readBooks()).toEqual(before);
});

it('inserts nothing of a backup that is damaged, incomplete or of another schema', async () => {
  await collector.remove();
  collector = await openTestCollector();
  const folder = join(place, 'first');
  const file = join(folder, 'orders.1.jsonl.gz');
  const good = readFileSync(file);
  writeFileSync(file, Buffer.concat([good, Buffer.from('x')]));
  await expect(restore('first')).rejects.toThrow(/orders\.1\.jsonl\.gz is not as it was written/);
  rmSync(file);
  await expect(restore('first')).rejects.toThrow(/lacks its file orders/);
  writeFileSync(file, good);

  const path = join(folder, MANIFEST_FILE);
  const manifest = readFileSync(path, 'utf8');
  writeFileSync(path, manifest.replace(/"schemaVersion": \d+/, '"schemaVersion": 9999'));
  await expect(restore('first')).rejects.toThrow(/version of the collector that made the backup/);
  writeFileSync(path, '{}');
  await expect(restore('first')).rejects.toThrow(/no finished backup/);
  expect(await readBooks()).toMatchObject({ orders: 0, events: 0 });
  expect(readdirSync(place)).toEqual(['first']);
});

it('ends a backup when another begins', async () => {
  const call = callTo(collector);
  const begin = async () => (await call('/operate/backups', { method: 'POST' })).json();
  const { id } = z.object({ id: z.string() }).parse(await begin());
  await begin();
  await expect(call(`/operate/backups/${id}/orders/0`)).rejects.toThrow(/another one began/);
});
