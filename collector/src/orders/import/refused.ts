import * as z from 'zod';
import type { ReadLane } from '../../clickhouse/database.ts';
import type { FileId } from './gather.ts';
import { REASON_TEXTS, REASONS } from './read-line.ts';

const PAGE_ROWS = 10_000;

const row = z.object({
  line: z.number(),
  reason: z.enum(REASONS),
  raw: z.string(),
});

const PAGE = `
SELECT line, reason, raw
FROM import_lines FINAL
WHERE site_id = {siteId: String} AND file_sha = {sha: String} AND status = 'refused' AND line > {after: UInt32}
ORDER BY line
LIMIT {rows: UInt32}`;

/** The refused lines of a file in its order, as NDJSON, page by page. */
export async function* readRefused(lane: ReadLane, file: FileId): AsyncGenerator<string> {
  let after = 0;
  for (;;) {
    const { siteId, sha } = file;
    const rows = await lane.query({
      sql: PAGE,
      params: { siteId, sha, after, rows: PAGE_ROWS },
      row,
    });
    yield rows.map(toLine).join('');
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_ROWS) return;
    after = last.line;
  }
}

function toLine({ line, reason, raw }: z.output<typeof row>): string {
  return `${JSON.stringify({ line, reason, message: REASON_TEXTS[reason], raw })}\n`;
}
