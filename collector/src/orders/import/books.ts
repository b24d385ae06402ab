import * as z from 'zod';
import type { WriteLane } from '../../clickhouse/database.ts';
import { REASONS } from './read-line.ts';

const count = z.number().int().min(0);

const summary = z.object({
  lines: count,
  accepted: count,
  refused: count,
  /** Refused lines by reason. */
  reasons: z.partialRecord(z.enum(REASONS), count),
  orders: count,
  refunds: count,
  /** Goods that the file knows. */
  items: count,
});

/** What became of a file. */
export type ImportSummary = z.output<typeof summary>;

/** `forgetting`: what came of another mapping goes. `staged`: all lines are there, orders may be missing. */
const STATES = ['forgetting', 'staging', 'staged', 'done'] as const;

/** What is known of the import of one file. */
export interface ImportState {
  readonly siteId: string;
  readonly sha: string;
  /** Canonical JSON. */
  readonly mapping: string;
  /** In ms UTC, of the first run under this mapping. */
  readonly startedAt: number;
  /** All lines up to this one are staged. */
  readonly stagedLine: number;
  readonly state: (typeof STATES)[number];
  /** Once it is staged. */
  readonly summary: ImportSummary | undefined;
  /** Of the row; a later one is higher. */
  readonly version: number;
}

const row = z
  .object({
    mapping: z.string(),
    started_at_ms: z.coerce.number(),
    staged_line: z.number(),
    state: z.enum(STATES),
    summary: z.string(),
    version: z.coerce.number(),
  })
  .transform((found) => ({
    mapping: found.mapping,
    startedAt: found.started_at_ms,
    stagedLine: found.staged_line,
    state: found.state,
    summary: found.summary === '' ? undefined : summary.parse(JSON.parse(found.summary)),
    version: found.version,
  }));

/** What the database knows of a file's import; undefined for a new file. */
export async function readImport(
  lane: WriteLane,
  siteId: string,
  sha: string,
): Promise<ImportState | undefined> {
  const sql = `
SELECT mapping, toUnixTimestamp64Milli(started_at) AS started_at_ms, staged_line, state, summary, version
FROM imports FINAL
WHERE site_id = {siteId: String} AND file_sha = {sha: String}`;
  const [found] = await lane.query({ sql, params: { siteId, sha }, row });
  return found && { siteId, sha, ...found };
}

/** Moves an import on; resolves with its new state when that is on disk. */
export async function writeImport(
  lane: WriteLane,
  before: ImportState,
  change: Partial<Pick<ImportState, 'state' | 'stagedLine' | 'summary'>>,
): Promise<ImportState> {
  const state = { ...before, ...change, version: before.version + 1 };
  const json = JSON.stringify({
    site_id: state.siteId,
    file_sha: state.sha,
    mapping: state.mapping,
    started_at: new Date(state.startedAt).toISOString(),
    staged_line: state.stagedLine,
    state: state.state,
    summary: state.summary === undefined ? '' : JSON.stringify(state.summary),
    version: state.version,
  });
  await lane.insert('imports', [Buffer.from(`${json}\n`)]);
  return state;
}
