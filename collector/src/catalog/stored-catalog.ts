import type { CatalogItem } from '@tendero/schema';
import * as z from 'zod';
import { DatabaseError, type Database, type ReadLane } from '../clickhouse/database.ts';
import type { Clock } from '../lib/clock.ts';
import { mapInTurns } from '../lib/turns.ts';
import { arrangeArrivals, noteArrivals } from './arrivals.ts';
import { type Catalog, createCatalogMemory, type CatalogMemory } from './catalog.ts';
import { itemRow, storedItem } from './item-row.ts';

/**
 * The catalogue with its durable copy. Writes resolve when they are on disk and every reader sees them; while a long
 * one comes in, others have their turns and see of each item what was or what will be.
 */
export interface StoredCatalog extends Catalog {
  upsertItems(siteId: string, items: readonly CatalogItem[]): Promise<void>;
  /** False where there is no such item. */
  deleteItem(siteId: string, itemId: string): Promise<boolean>;
  /** Reads the whole catalogue from the database; before that it is empty and can't be written. */
  load(): Promise<void>;
  /** Takes in what other collectors changed. */
  refresh(): Promise<void>;
}

/** As versions count. */
const SECOND_US = 1_000_000;
/** What a collector may write that did not yet hear of the others' newest. */
const OVERLAP_SECONDS = 60;

/** One insert: whole or absent, and far below what the database takes at once. */
const INSERT_ROWS = 50_000;
const CHUNK_ROWS = 1_000;
const PAGE_ROWS = 10_000;

interface Parts {
  readonly database: Pick<Database, 'serve' | 'write'>;
  readonly clock: Clock;
}

/** A catalogue to be loaded. */
export function createCatalog({ database, clock }: Parts): StoredCatalog {
  const memory = createCatalogMemory();
  let version: number | undefined;
  let heard: Marks = new Map();
  // One write after the other, so that memory and database agree on who came last.
  let turn: Promise<unknown> = Promise.resolve();

  /** Above all before it, also when the clock is set back. */
  function nextVersion(): number {
    version = Math.max(readVersion() + 1, clock() * 1_000);
    return version;
  }

  function readVersion(): number {
    if (version !== undefined) return version;
    throw new DatabaseError('the catalogue is not read yet', { code: 0, cause: undefined });
  }

  function inTurn<T>(write: () => Promise<T>): Promise<T> {
    const result = turn.then(write);
    turn = result.catch(() => undefined);
    return result;
  }

  async function insert(siteId: string, items: readonly CatalogItem[], isDeleted: boolean) {
    const updatedAt = clock();
    const rows = await mapInTurns(items, (item) =>
      itemRow({ siteId, item, updatedAt, version: nextVersion(), isDeleted }),
    );
    const chunks = await mapInTurns(inPieces(rows, CHUNK_ROWS), (piece) =>
      Buffer.from(piece.join('')),
    );
    await database.write.insert('catalog_items', chunks);
  }

  return {
    ...memory,
    async load() {
      version = await readPages(database.serve, memory, { sql: ALL, seconds: [] });
      await arrangeArrivals(database.serve, memory);
    },
    refresh: () =>
      inTurn(async () => {
        const marks = await readMarks(database.serve, readVersion());
        const seconds = [...marks.keys()].filter((one) => marks.get(one) !== heard.get(one));
        if (seconds.length === 0) return;
        const highest = await readPages(database.serve, memory, { sql: CHANGES, seconds });
        version = Math.max(readVersion(), highest);
        heard = marks;
      }),
    upsertItems: (siteId, items) =>
      inTurn(async () => {
        for (const batch of inPieces(items, INSERT_ROWS)) {
          await insert(siteId, batch, false);
          await noteArrivals(database, memory, { siteId, items: batch, now: clock() });
          await mapInTurns(batch, (item) => memory.put(siteId, item));
        }
      }),
    deleteItem: (siteId, itemId) =>
      inTurn(async () => {
        readVersion();
        const item = memory.get(siteId, itemId);
        if (!item) return false;
        await insert(siteId, [item], true);
        memory.remove(siteId, itemId);
        return true;
      }),
  };
}

function inPieces<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}

/**
 * By second of its versions, what the rows of one sum up to. It changes with them, and where the database drops what
 * a newer row replaced; nothing else of the overlap is read again.
 */
type Marks = ReadonlyMap<string, string>;

async function readMarks(serve: ReadLane, version: number): Promise<Marks> {
  const since = Math.max(0, Math.floor(version / SECOND_US) - OVERLAP_SECONDS) * SECOND_US;
  const rows = await serve.query({ sql: MARKS, params: { since }, row: mark });
  return new Map(rows.map(({ second, sum }) => [second, sum]));
}

const mark = z.object({ second: z.string(), sum: z.string() });

interface Pages {
  readonly sql: string;
  readonly seconds: readonly string[];
}

/** Takes all rows of a query into the memory; returns the highest version of them, 0 where there is none. */
async function readPages(
  serve: ReadLane,
  memory: CatalogMemory,
  { sql, seconds }: Pages,
): Promise<number> {
  let highest = 0;
  let last = { site: '', item: '' };
  for (;;) {
    const params = { ...last, seconds, rows: PAGE_ROWS };
    const rows = await serve.query({ sql, params, row: storedItem });
    highest = Math.max(highest, await takeIn(memory, rows));
    const end = rows.at(-1);
    if (!end || rows.length < PAGE_ROWS) return highest;
    last = { site: end.siteId, item: end.item.item_id };
  }
}

/** Returns the highest version of the rows, 0 where there is none. */
async function takeIn(
  memory: CatalogMemory,
  rows: readonly z.output<typeof storedItem>[],
): Promise<number> {
  await mapInTurns(rows, ({ siteId, item, isDeleted }) => {
    if (!isDeleted) memory.put(siteId, item);
    else if (memory.get(siteId, item.item_id)) memory.remove(siteId, item.item_id);
  });
  return rows.reduce((highest, row) => Math.max(highest, row.version), 0);
}

const COLUMNS = `
    site_id, item_id, item_group_id, title, url, image_url,
    toFloat64(price) AS price, toFloat64(sale_price) AS sale_price,
    currency, availability, category, brand, attributes, version`;

const MARKS = `
SELECT toString(intDiv(version, ${SECOND_US})) AS second, toString(sum(cityHash64(site_id, item_id, version))) AS sum
FROM catalog_items
WHERE version >= {since: UInt64}
GROUP BY second`;

const page = (where: string) => `
SELECT ${COLUMNS}
FROM catalog_items FINAL
WHERE (site_id, item_id) > ({site: String}, {item: String}) ${where}
ORDER BY site_id, item_id
LIMIT {rows: UInt32}`;

const ALL = page('');

/** As they are now, those that changed in these seconds. */
const CHANGES = page(`
  AND (site_id, item_id) IN (
    SELECT site_id, item_id FROM catalog_items
    WHERE toString(intDiv(version, ${SECOND_US})) IN {seconds: Array(String)}
  )`);
