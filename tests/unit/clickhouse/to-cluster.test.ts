import { expect, it } from 'vitest';
import { requiredThreads } from '../../../collector/src/clickhouse/lane-counts.ts';
import { toCluster } from '../../../collector/src/clickhouse/to-cluster.ts';

const TABLE = `CREATE TABLE IF NOT EXISTS orders
(
    site_id String,
    -- ENGINE = in a comment
    transaction_id String,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (site_id, transaction_id)
SETTINGS fsync_after_insert = 1`;

it('makes a table replicated on each shard and distributed under its own name', () => {
  expect(toCluster(TABLE, 'shop')).toEqual([
    `CREATE TABLE IF NOT EXISTS orders_local ON CLUSTER 'shop'
(
    site_id String,
    -- ENGINE = in a comment
    transaction_id String,
    version UInt64
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
ORDER BY (site_id, transaction_id)
SETTINGS fsync_after_insert = 1`,
    `CREATE TABLE IF NOT EXISTS orders ON CLUSTER 'shop' AS orders_local
ENGINE = Distributed('shop', currentDatabase(), 'orders_local', cityHash64(site_id, transaction_id))`,
  ]);
});

it('keeps the rows of a visitor on one shard', () => {
  const sql = TABLE.replaceAll('transaction_id', 'visitor_id').replace('(version)', '');
  const [local, distributed] = toCluster(sql, 'shop');
  expect(local).toContain("'{replica}')\n");
  expect(distributed).toContain(', cityHash64(visitor_id))');
});

it('makes a view everywhere', () => {
  expect(toCluster('CREATE VIEW IF NOT EXISTS v AS\nSELECT 1', 'shop')).toEqual([
    "CREATE VIEW IF NOT EXISTS v ON CLUSTER 'shop' AS\nSELECT 1",
  ]);
});

it('changes a setting of a table where its rows are, on every server', () => {
  expect(toCluster('ALTER TABLE orders MODIFY SETTING a = 1', 'shop')).toEqual([
    "ALTER TABLE orders_local ON CLUSTER 'shop' MODIFY SETTING a = 1",
  ]);
});

it('refuses a statement that it does not know, instead of running it on one server', () => {
  expect(() => toCluster('ALTER TABLE orders ADD COLUMN a String', 'shop')).toThrow(/ALTER TABLE/);
});

it('asks for threads that leave half, and at least eight, to the rest of the process', () => {
  expect(requiredThreads({ serve: 3, console: 4 })).toBe(18);
  expect(requiredThreads({ serve: 1, console: 1 })).toBe(12);
  expect(requiredThreads({ serve: 8, console: 8 })).toBe(36);
});
