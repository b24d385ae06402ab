import * as z from 'zod';
import type { WriteLane } from '../../clickhouse/database.ts';
import type { ImportSummary } from './books.ts';
import type { Mapping } from './mapping.ts';

/** Identifies a file's import. */
export interface FileId {
  readonly siteId: string;
  readonly sha: string;
}

/** One file whose lines all stand in import_lines. */
export interface StagedFile extends FileId {
  readonly mapping: Mapping;
  /** Of the site; orders' days are its days. */
  readonly siteTimeZone: string;
  /** In ms UTC. */
  readonly startedAt: number;
}

/** Lines whose orders are put together at once, by one thread: what bounds the memory. */
const LINES_AT_ONCE = 100_000;

const COLUMNS = `customer_id, country, currency, value,
    lines.item_id, lines.item_name, lines.kind, lines.quantity, lines.price,
    source, received_at, version`;

/**
 * Orders stay whole however far apart their lines are: each chunk takes the orders whose number hashes to it.
 * An order with several times has the earliest, with several customers or countries the first one named.
 * Lines inserted twice are equal in full, so that arrayCompact does what FINAL would need the memory of all columns for.
 */
const GATHERED = `
    customer, country_named, {currency: String}, arraySum(l -> l.5 * l.6, rows),
    arrayMap(l -> l.2, rows), arrayMap(l -> l.3, rows), arrayMap(l -> l.4, rows),
    arrayMap(l -> l.5, rows), arrayMap(l -> l.6, rows),
    {source: String}, {startedAt: DateTime64(3, 'UTC')}, {version: UInt64}
FROM
(
    SELECT
        order_id,
        min(placed_at) AS earliest,
        argMinIf(customer_id, line, customer_id != '') AS customer,
        argMinIf(country, line, country != '') AS country_named,
        arrayCompact(arraySort(l -> l.1, groupArray((line, item_id, item_name, kind, quantity, price)))) AS rows
    FROM import_lines
    WHERE site_id = {siteId: String} AND file_sha = {sha: String} AND status = 'accepted'
        AND book = {book: String} AND cityHash64(order_id) % {chunks: UInt32} = {chunk: UInt32}
    GROUP BY order_id
)
SETTINGS max_threads = 1, max_block_size = 8192`;

const ORDERS = `
INSERT INTO orders (site_id, transaction_id, placed_at, day, ${COLUMNS})
SELECT {siteId: String}, order_id, earliest, toDate(earliest, {zone: String}), ${GATHERED}`;

/** A file does not say which order a refund belongs to. */
const REFUNDS = `
INSERT INTO refunds (site_id, refund_id, transaction_id, refunded_at, day, ${COLUMNS})
SELECT {siteId: String}, order_id, '', earliest, toDate(earliest, {zone: String}), ${GATHERED}`;

/** Puts the staged lines together as orders. Running it again writes the same rows, of which one is kept. */
export function gatherOrders(lane: WriteLane, file: StagedFile): Promise<void> {
  return gather(lane, file, { sql: ORDERS, book: 'sale' });
}

/** The same for refunds. */
export function gatherRefunds(lane: WriteLane, file: StagedFile): Promise<void> {
  return gather(lane, file, { sql: REFUNDS, book: 'refund' });
}

async function gather(
  lane: WriteLane,
  file: StagedFile,
  { sql, book }: { sql: string; book: 'sale' | 'refund' },
): Promise<void> {
  const chunks = Math.ceil((await countLines(lane, file, book)) / LINES_AT_ONCE);
  const params = {
    ...whichLines(file),
    book,
    zone: file.siteTimeZone,
    currency: file.mapping.currency,
    source: sourceOf(file.sha),
    startedAt: new Date(file.startedAt).toISOString(),
    version: file.startedAt * 1_000,
    chunks,
  };
  for (let chunk = 0; chunk < chunks; chunk += 1) await lane.command(sql, { ...params, chunk });
}

async function countLines(lane: WriteLane, file: FileId, book: string): Promise<number> {
  const sql = `
SELECT count() AS lines
FROM import_lines
WHERE site_id = {siteId: String} AND file_sha = {sha: String} AND status = 'accepted' AND book = {book: String}`;
  const row = z.object({ lines: z.coerce.number() });
  const [found] = await lane.query({ sql, params: { ...whichLines(file), book }, row });
  return found?.lines ?? 0;
}

const counts = z.object({
  status: z.enum(['accepted', 'refused']),
  reason: z.string(),
  lines: z.coerce.number(),
  orders: z.coerce.number(),
  refunds: z.coerce.number(),
  items: z.coerce.number(),
});

/** What became of the staged lines. */
export async function summarize(lane: WriteLane, file: FileId): Promise<ImportSummary> {
  const sql = `
SELECT
    status, reason, count() AS lines,
    uniqExactIf(order_id, book = 'sale') AS orders,
    uniqExactIf(order_id, book = 'refund') AS refunds,
    uniqExactIf(item_id, book = 'sale' AND kind = 'goods') AS items
FROM import_lines FINAL
WHERE site_id = {siteId: String} AND file_sha = {sha: String}
GROUP BY status, reason`;
  const rows = await lane.query({ sql, params: whichLines(file), row: counts });
  const accepted = rows.find((row) => row.status === 'accepted');
  const refused = rows.filter((row) => row.status === 'refused');
  return {
    lines: sum(rows),
    accepted: accepted?.lines ?? 0,
    refused: sum(refused),
    reasons: Object.fromEntries(refused.map((row) => [row.reason, row.lines])),
    orders: accepted?.orders ?? 0,
    refunds: accepted?.refunds ?? 0,
    items: accepted?.items ?? 0,
  };
}

/** Forgets what an earlier run under another mapping made of the file. */
export async function forget(lane: WriteLane, { siteId, sha }: FileId): Promise<void> {
  const params = { siteId, sha, source: sourceOf(sha) };
  const bySource = 'site_id = {siteId: String} AND source = {source: String}';
  await lane.remove('orders', bySource, params);
  await lane.remove('refunds', bySource, params);
  await lane.remove(
    'import_lines',
    'site_id = {siteId: String} AND file_sha = {sha: String}',
    params,
  );
}

/** Lines that have become orders go from the disk too: they name customers. Refused ones stay. */
export function dropAccepted(lane: WriteLane, file: FileId): Promise<void> {
  const where = `site_id = {siteId: String} AND file_sha = {sha: String} AND status = 'accepted'`;
  return lane.remove('import_lines', where, whichLines(file));
}

function whichLines({ siteId, sha }: FileId) {
  return { siteId, sha };
}

function sourceOf(sha: string): string {
  return `import:${sha}`;
}

function sum(rows: readonly { lines: number }[]): number {
  return rows.reduce((total, row) => total + row.lines, 0);
}
