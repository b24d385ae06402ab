import { DatabaseError, type WriteLane } from '../clickhouse/database.ts';
import { EVENT_COLUMNS } from './event-columns.ts';
import type { JournalTable } from './journal.ts';
import { writeOut } from './shared-rows.ts';

/** A row that the database does not take, with its reason. */
export interface RefusedRow {
  readonly table: JournalTable;
  readonly json: string;
  readonly reason: string;
}

/** ClickHouse's error numbers that blame the data, so that trying again can't help. */
const DATA_ERRORS = new Set([
  6, // CANNOT_PARSE_TEXT
  25, // CANNOT_PARSE_ESCAPE_SEQUENCE
  26, // CANNOT_PARSE_QUOTED_STRING
  27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  33, // CANNOT_READ_ALL_DATA
  38, // CANNOT_PARSE_DATE
  41, // CANNOT_PARSE_DATETIME
  53, // TYPE_MISMATCH
  69, // ARGUMENT_OUT_OF_BOUND
  70, // CANNOT_CONVERT_TYPE
  72, // CANNOT_PARSE_NUMBER
  117, // INCORRECT_DATA
  128, // TOO_LARGE_ARRAY_SIZE
  130, // CANNOT_READ_ARRAY_FROM_TEXT
  131, // TOO_LARGE_STRING_SIZE
  190, // SIZES_OF_ARRAYS_DONT_MATCH
  321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
  349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
  376, // CANNOT_PARSE_UUID
  407, // DECIMAL_OVERFLOW
  441, // CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING
  467, // CANNOT_PARSE_BOOL
  675, // CANNOT_PARSE_IPV4
  676, // CANNOT_PARSE_IPV6
  691, // UNKNOWN_ELEMENT_OF_ENUM
]);

/** In one insert at the most, for it stands in memory three times over. */
const MOST_BYTES = 100_000_000;

/**
 * Inserts a segment's rows of one table, each 100 MB as one part: shared ends can make much of a little. Resolves with the
 * rows that the database does not take.
 */
export async function insertSections(
  lane: WriteLane,
  table: JournalTable,
  sections: readonly Buffer[],
): Promise<RefusedRow[]> {
  const refused: RefusedRow[] = [];
  let chunks: Buffer[] = [];
  let bytes = 0;
  for (const section of sections) {
    const chunk = writeOut(section);
    const isOther = chunks[0] !== undefined && isNamed(chunk) !== isNamed(chunks[0]);
    if (isOther || (bytes > 0 && bytes + chunk.length > MOST_BYTES)) {
      refused.push(...(await insertRows(lane, table, chunks)));
      chunks = [];
      bytes = 0;
    }
    chunks.push(chunk);
    bytes += chunk.length;
  }
  return [...refused, ...(await insertRows(lane, table, chunks))];
}

/** Whether a chunk's rows name their columns; those of events did too in journals of earlier versions. */
function isNamed(chunk: Buffer): boolean {
  return chunk[0] === BRACE;
}

const BRACE = 123;

/**
 * Inserts the lines of one table as one part. Where the database blames the data, halves are tried until the bad rows
 * stand alone; those come back, all others are in. Any other failure rejects, and the caller tries the whole again.
 */
export async function insertRows(
  lane: WriteLane,
  table: JournalTable,
  chunks: readonly Buffer[],
): Promise<RefusedRow[]> {
  try {
    await lane.insert(table, chunks, columnsOf(table, chunks));
    return [];
  } catch (error) {
    if (!(error instanceof DatabaseError) || !DATA_ERRORS.has(error.code)) throw error;
    const lines = Buffer.concat(chunks).toString('utf8').split('\n').slice(0, -1);
    const [only] = lines;
    if (lines.length === 1 && only !== undefined) {
      return [{ table, json: only, reason: error.message.slice(0, 500) }];
    }
    const middle = lines.length >> 1;
    const first = await insertRows(lane, table, [toChunk(lines.slice(0, middle))]);
    return [...first, ...(await insertRows(lane, table, [toChunk(lines.slice(middle))]))];
  }
}

function columnsOf(table: JournalTable, [first]: readonly Buffer[]): readonly string[] | undefined {
  return table === 'events_raw' && first && !isNamed(first) ? EVENT_COLUMNS : undefined;
}

function toChunk(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join('\n')}\n`);
}
