import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createCsvReader, type CsvRecord } from './csv-records.ts';
import type { AcceptedLine, RefusedLine } from './read-line.ts';

/** Lines of one insert: some 4 MB of JSON, so one part, whole or absent. 50,000 took 160 MB more memory. */
const BATCH_LINES = 10_000;
/** Rows of one chunk of text. */
const CHUNK_LINES = 1_000;

/** Lines that belong together in one insert. */
export interface Batch {
  /** JSONEachRow text of import_lines, each chunk ending at a line end. */
  readonly chunks: Buffer[];
  readonly lines: number;
  /** Number of the last line. */
  readonly lastLine: number;
  /** How far into the file this is. */
  readonly bytes: number;
}

/** The records of a CSV file with how many bytes had been read by then. */
async function* readRecords(path: string): AsyncGenerator<{ records: CsvRecord[]; bytes: number }> {
  const reader = createCsvReader();
  // a TextDecoder drops the byte order mark and keeps characters together that two chunks share
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    yield { records: reader.push(decoder.decode(chunk, { stream: true })), bytes };
  }
  const last = [...reader.push(decoder.decode()), ...reader.end()];
  yield { records: last, bytes };
}

/** The fields of the first record; undefined for an empty file. */
export async function readFirstRecord(path: string): Promise<readonly string[] | undefined> {
  for await (const { records } of readRecords(path)) {
    const [first] = records;
    if (first) return first.fields;
  }
  return undefined;
}

interface BatchOptions {
  readonly path: string;
  readonly siteId: string;
  readonly sha: string;
  /** Lines up to this one are there already. */
  readonly afterLine: number;
  readonly read: (record: CsvRecord) => AcceptedLine | RefusedLine;
}

/** The lines of a file behind its header, as rows of import_lines, in batches that are each inserted whole. */
export async function* readBatches(options: BatchOptions): AsyncGenerator<Batch> {
  const { path, siteId, sha, afterLine, read } = options;
  let headerLine = 0;
  let batch = createBatch(siteId, sha);
  for await (const { records, bytes } of readRecords(path)) {
    headerLine ||= records[0]?.line ?? 0;
    for (const record of records) {
      if (record.line > Math.max(headerLine, afterLine)) batch.add(read(record));
    }
    if (batch.lines < BATCH_LINES) continue;
    yield batch.finish(bytes);
    batch = createBatch(siteId, sha);
  }
  if (batch.lines > 0) yield batch.finish((await stat(path)).size);
}

function createBatch(siteId: string, sha: string) {
  const prefix = `{"site_id":${JSON.stringify(siteId)},"file_sha":"${sha}",`;
  const chunks: Buffer[] = [];
  let open: string[] = [];
  let lines = 0;
  let lastLine = 0;

  function close(): void {
    if (open.length > 0) chunks.push(Buffer.from(open.join('')));
    open = [];
  }

  return {
    get lines() {
      return lines;
    },
    add(line: AcceptedLine | RefusedLine): void {
      const status = 'reason' in line ? 'refused' : 'accepted';
      open.push(`${prefix}"status":"${status}",${JSON.stringify(line).slice(1)}\n`);
      lines += 1;
      lastLine = line.line;
      if (open.length >= CHUNK_LINES) close();
    },
    finish(bytes: number): Batch {
      close();
      return { chunks, lines, lastLine, bytes };
    },
  };
}
