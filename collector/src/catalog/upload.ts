import type { CatalogItem } from '@tendero/schema';
import { RequestProblem } from '../lib/problem.ts';
import type { ItemLine, LineFault } from './read-items.ts';
import type { StoredCatalog } from './stored-catalog.ts';

/** What became of a catalogue body, line by line. */
export interface CatalogReceipt {
  /** `unavailable`: items that were on sale and are not in the list (only `replace`). */
  outcomes: { stored: number; rejected: number; unavailable: number };
  /** The first {@link MAX_FAULTS}. */
  rejected: LineFault[];
}

interface Upload {
  readonly catalog: StoredCatalog;
  readonly siteId: string;
  readonly lines: AsyncIterable<ItemLine>;
}

/** Enough to see what is wrong with a feed, and a bounded answer. */
const MAX_FAULTS = 1_000;
/** A catalogue is kept in memory: about 1 kB an item. */
const MAX_ITEMS = 500_000;
const BATCH_ITEMS = 5_000;
/** A list that drops more than this is more often a broken export than a smaller shop. */
const MAX_GONE_SHARE = 0.3;

/** Stores each good line, in batches while they arrive. */
export async function upsertUpload({ catalog, siteId, lines }: Upload): Promise<CatalogReceipt> {
  const receipt = emptyReceipt();
  let batch: CatalogItem[] = [];
  const store = async () => {
    await catalog.upsertItems(siteId, batch);
    receipt.outcomes.stored += batch.length;
    batch = [];
  };
  for await (const line of bounded(lines)) {
    if ('item' in line) batch.push(line.item);
    else countFault(receipt, line.fault);
    if (batch.length === BATCH_ITEMS) await store();
  }
  await store();
  return receipt;
}

/**
 * Stores each good line and makes what is on sale but not in the list unavailable; a refused line keeps its item.
 * @throws {RequestProblem} 409, and nothing changes, when over 30 % of the items on sale would go.
 */
export async function replaceUpload({
  catalog,
  siteId,
  lines,
  force,
}: Upload & { force: boolean }): Promise<CatalogReceipt> {
  const receipt = emptyReceipt();
  const items: CatalogItem[] = [];
  const named = new Set<string>();
  for await (const line of bounded(lines)) {
    if ('item' in line) items.push(line.item);
    else countFault(receipt, line.fault);
    const itemId = 'item' in line ? line.item.item_id : line.itemId;
    if (itemId !== undefined) named.add(itemId);
  }
  const onSale = [...catalog.items(siteId)].filter((item) => item.availability !== 'unavailable');
  const gone = onSale.filter((item) => !named.has(item.item_id));
  if (!force && gone.length > onSale.length * MAX_GONE_SHARE) throw tooManyGone(gone, onSale);
  const withdrawn = gone.map((item) => ({ ...item, availability: 'unavailable' as const }));
  await catalog.upsertItems(siteId, [...items, ...withdrawn]);
  receipt.outcomes.stored = items.length;
  receipt.outcomes.unavailable = gone.length;
  return receipt;
}

async function* bounded(lines: AsyncIterable<ItemLine>): AsyncGenerator<ItemLine> {
  let count = 0;
  for await (const line of lines) {
    count += 1;
    yield count <= MAX_ITEMS ? line : tooMany(line);
  }
}

function tooMany({ line }: ItemLine): ItemLine {
  const message = `expected at most ${MAX_ITEMS} items`;
  return {
    line,
    itemId: undefined,
    fault: { line, code: 'too_many_items', path: '', message },
  };
}

function emptyReceipt(): CatalogReceipt {
  return { outcomes: { stored: 0, rejected: 0, unavailable: 0 }, rejected: [] };
}

function countFault(receipt: CatalogReceipt, fault: LineFault): void {
  receipt.outcomes.rejected += 1;
  if (receipt.rejected.length < MAX_FAULTS) receipt.rejected.push(fault);
}

function tooManyGone(gone: readonly unknown[], onSale: readonly unknown[]): RequestProblem {
  return new RequestProblem({
    status: 409,
    code: 'too_many_gone',
    detail: `The list leaves out ${gone.length} of ${onSale.length} items on sale. Nothing was changed. If that is meant, send it again with &force=1.`,
    expected: 'at most 30 % of the items on sale left out',
  });
}
