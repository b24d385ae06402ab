import { DatabaseError, type GroupedColumns, type WriteLane } from '../clickhouse/database.ts';
import { EVENT_COLUMNS } from './event-columns.ts';
import { cutEventRows, hasEventRows, joinedBytes, splitEventRows, toInsert } from './event-rows.ts';
import type { JournalTable } from './journal.ts';

/** A row that the database does not take, or a section that has no such, with the reason. */
export interface RefusedRow {
  readonly table: JournalTable;
  /** JSON, or bytes as base64: a group of one event as its INSERT has it, or the section. */
  readonly row: string;
  readonly reason: string;
}

/** ClickHouse's error numbers that blame the data, so that trying again can't help. */
const DATA_ERRORS = new Set([
  6, // CANNOT_PARSE_TEXT
  25, // CANNOT_PARSE_ESCAPE_SEQUENCE
  26, // CANNOT_PARSE_QUOTED_STRING
  27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  32, // ATTEMPT_TO_READ_AFTER_EOF
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

/** In one insert at the most: ClickHouse holds them all in memory until they are a part. */
const MOST_BYTES = 100_000_000;
/** Put together in one turn: a page of 64 kB that 500 events share becomes 20 MB. */
const PIECE_BYTES = 1_000_000;

/** How the rows of a table stand in a section and go into the database. */
interface Form {
  readonly columns?: GroupedColumns;
  readonly isKnown: (section: Buffer) => boolean;
  /** The same rows in sections of about so many bytes at the most. */
  readonly cut: (section: Buffer, bytes: number) => Iterable<Buffer>;
  /** Of its rows in memory. */
  readonly bytes: (section: Buffer) => number;
  /** As an INSERT takes it. */
  readonly pack: (section: Buffer) => Buffer;
  /** A section for each row. */
  readonly split: (section: Buffer) => Buffer[];
  readonly show: (row: Buffer) => string;
}

const LINES: Form = {
  isKnown: () => true,
  cut: cutLines,
  bytes: (section) => section.length,
  pack: (section) => section,
  split: (section) => [...cutLines(section, 1)],
  show: toText,
};
const EVENT_ROWS: Form = {
  columns: EVENT_COLUMNS,
  isKnown: hasEventRows,
  cut: cutEventRows,
  bytes: joinedBytes,
  pack: toInsert,
  split: splitEventRows,
  show: (row) => row.toString('base64'),
};

interface Target extends Form {
  readonly lane: WriteLane;
  readonly table: JournalTable;
}

/**
 * Inserts a segment's rows of one table, each 100 MB as one part: shared ends can make much of a little. Where the database
 * blames the data, halves are tried until the bad rows stand alone; those come back, all others are in. Any other failure
 * rejects, and the caller tries the whole again.
 */
export async function insertSections(
  lane: WriteLane,
  table: JournalTable,
  sections: readonly Buffer[],
): Promise<RefusedRow[]> {
  const target = { lane, table, ...(table === 'events_raw' ? EVENT_ROWS : LINES) };
  const refused = sections
    .filter((section) => !target.isKnown(section))
    .map((section) => ({ table, row: section.toString('base64'), reason: UNKNOWN_FORM }));
  for (const batch of inBatches(cutAll(sections.filter(target.isKnown), target), target)) {
    refused.push(...(await insertBatch(target, batch)));
  }
  return refused;
}

/** It may have been acknowledged, so it is kept for a person; and it holds nobody up. */
const UNKNOWN_FORM =
  'another version of the collector wrote this, in a form that this one does not read';

function* cutAll(sections: readonly Buffer[], { cut }: Form): Generator<Buffer> {
  for (const section of sections) yield* cut(section, PIECE_BYTES);
}

function* inBatches(sections: Iterable<Buffer>, { bytes: bytesOf }: Form): Generator<Buffer[]> {
  let batch: Buffer[] = [];
  let room = MOST_BYTES;
  for (const section of sections) {
    const bytes = bytesOf(section);
    if (batch.length > 0 && bytes > room) {
      yield batch;
      batch = [];
      room = MOST_BYTES;
    }
    batch.push(section);
    room -= bytes;
  }
  if (batch.length > 0) yield batch;
}

async function insertBatch(target: Target, sections: readonly Buffer[]): Promise<RefusedRow[]> {
  const { lane, table, columns, split } = target;
  try {
    await lane.insert(table, packed(sections, target), columns);
    return [];
  } catch (error) {
    return findBad(target, assertDataError(error), sections.flatMap(split));
  }
}

/** One after the other as they are asked for: all at once would hold everybody up, and their memory. */
function* packed(sections: readonly Buffer[], { pack }: Form): Generator<Buffer> {
  for (const section of sections) yield pack(section);
}

/** Of rows that were refused together. */
async function findBad(
  target: Target,
  refusal: DatabaseError,
  rows: readonly Buffer[],
): Promise<RefusedRow[]> {
  const { lane, table, columns, pack, show } = target;
  const [only] = rows;
  if (rows.length === 1 && only) {
    return [{ table, row: show(pack(only)), reason: refusal.message.slice(0, 500) }];
  }
  const middle = rows.length >> 1;
  const refused: RefusedRow[] = [];
  for (const half of [rows.slice(0, middle), rows.slice(middle)]) {
    try {
      await lane.insert(table, packed(half, target), columns);
    } catch (error) {
      refused.push(...(await findBad(target, assertDataError(error), half)));
    }
  }
  return refused;
}

/** @throws what is not the data's fault. */
function assertDataError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError && DATA_ERRORS.has(error.code)) return error;
  throw error;
}

/** Each ends with the line that makes it so long. */
function* cutLines(section: Buffer, bytes: number): Generator<Buffer> {
  for (let from = 0; from < section.length;) {
    const end = section.indexOf('\n', from + bytes - 1);
    const to = end < 0 ? section.length : end + 1;
    yield section.subarray(from, to);
    from = to;
  }
}

function toText(line: Buffer): string {
  return line.toString('utf8').trimEnd();
}
