import type { CatalogItem } from '@tendero/schema';
import type { StoredCatalog } from '../../catalog/stored-catalog.ts';
import type { WriteLane } from '../../clickhouse/database.ts';
import type { Site } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { readAhead } from '../../lib/read-ahead.ts';
import { type ImportState, type ImportSummary, readImport, writeImport } from './books.ts';
import { dropAccepted, forget, gatherOrders, gatherRefunds, summarize } from './gather.ts';
import { IMPORTED, readGoods } from './goods.ts';
import type { Mapping } from './mapping.ts';
import { type ColumnPlaces, createLineReader } from './read-line.ts';
import type { SpooledFile } from './spool.ts';
import { readBatches } from './stage.ts';

/** A line of the answer while an import runs, and its last one. */
export type ImportProgress =
  | {
      readonly phase: 'staging';
      /** Of this run. */
      readonly lines: number;
      /** Read, of all there are, unpacked. */
      readonly bytes: number;
      readonly of: number;
    }
  | { readonly phase: 'orders' | 'refunds' | 'catalog' }
  | ({
      readonly phase: 'done';
      readonly file: string;
      /** An earlier run brought the file in, and this one changed nothing. */
      readonly known: boolean;
    } & ImportSummary);

/** What an import stands on. */
export interface ImportTools {
  readonly lane: WriteLane;
  readonly catalog: Pick<StoredCatalog, 'get' | 'upsertItems'>;
  readonly clock: Clock;
  /** Called when the orders and items of a site have changed, before the import counts as done. */
  readonly onImported: (siteId: string) => Promise<void>;
}

/** One file to import. */
export interface ImportJob {
  readonly site: Site;
  readonly file: SpooledFile;
  readonly mapping: Mapping;
  readonly places: ColumnPlaces;
}

/**
 * Brings a file into orders, refunds and catalogue, and says how far it is. An import that broke off anywhere goes on
 * from its last batch; one that is done only says so again; another mapping replaces all that came of the file.
 */
export async function* runImport(
  tools: ImportTools,
  job: ImportJob,
): AsyncGenerator<ImportProgress> {
  const { lane } = tools;
  let state = await begin(tools, job);
  const known = state.state === 'done';
  if (state.state === 'staging') {
    for await (const step of stage(lane, job, state)) {
      state = step.state;
      yield step.progress;
    }
    state = await writeImport(lane, state, {
      state: 'staged',
      summary: await summarize(lane, { siteId: job.site.id, sha: job.file.sha }),
    });
  }
  if (state.state === 'staged') {
    yield* finish(tools, job, state);
    state = await writeImport(lane, state, { state: 'done' });
  }
  yield { phase: 'done', file: job.file.sha, known, ...(state.summary ?? NOTHING) };
}

const NOTHING: ImportSummary = {
  lines: 0,
  accepted: 0,
  refused: 0,
  reasons: {},
  orders: 0,
  refunds: 0,
  items: 0,
};

/** Where the last run ended, or the start of a new import. */
async function begin({ lane, clock }: ImportTools, job: ImportJob): Promise<ImportState> {
  const { site, file } = job;
  const mapping = JSON.stringify(job.mapping);
  const known = await readImport(lane, site.id, file.sha);
  const isSame = known?.mapping === mapping;
  if (known && isSame && known.state !== 'forgetting') return known;
  const fresh = {
    siteId: site.id,
    sha: file.sha,
    mapping,
    startedAt: clock(),
    stagedLine: 0,
    state: 'forgetting',
    summary: undefined,
    version: known?.version ?? 0,
  } as const;
  const forgetting = await writeImport(lane, fresh, {});
  if (known) await forget(lane, fresh);
  return writeImport(lane, forgetting, { state: 'staging' });
}

async function* stage(lane: WriteLane, job: ImportJob, start: ImportState) {
  const { site, file, mapping, places } = job;
  const read = createLineReader(mapping, places);
  const afterLine = start.stagedLine;
  let state = start;
  let lines = 0;
  const batches = readBatches({ ...file, siteId: site.id, afterLine, read });
  for await (const batch of readAhead(batches)) {
    await lane.insert('import_lines', batch.chunks);
    state = await writeImport(lane, state, { stagedLine: batch.lastLine });
    lines += batch.lines;
    const progress = { phase: 'staging', lines, bytes: batch.bytes, of: file.bytes } as const;
    yield { state, progress };
  }
}

async function* finish(
  { lane, catalog, onImported }: ImportTools,
  { site, file, mapping }: ImportJob,
  { startedAt }: ImportState,
): AsyncGenerator<ImportProgress> {
  const staged = {
    siteId: site.id,
    sha: file.sha,
    mapping,
    siteTimeZone: site.timeZone,
    startedAt,
  };
  yield { phase: 'orders' };
  await gatherOrders(lane, staged);
  yield { phase: 'refunds' };
  await gatherRefunds(lane, staged);
  yield { phase: 'catalog' };
  for await (const items of readGoods(lane, staged)) {
    const ours = items.filter((item) => isOurs(catalog.get(site.id, item.item_id)));
    if (ours.length > 0) await catalog.upsertItems(site.id, ours);
  }
  await onImported(site.id);
  await dropAccepted(lane, staged);
}

/** What the shop itself said of a thing stays as it is. */
function isOurs(known: CatalogItem | undefined): boolean {
  return known === undefined || known.attributes?.[IMPORTED] !== undefined;
}
