import type { Block } from './block.ts';
import {
  distinctDays,
  JOURNAL_TABLES,
  type JournalLine,
  type JournalTable,
  rowsOf,
  type TouchedDay,
} from './journal.ts';

interface TableLines {
  /** Text without its line end, and bytes. */
  readonly pieces: (string | Buffer)[];
  rows: number;
}

/** Puts lines together by table, in their order; lines that are functions are called now. */
export function composeBlock(lines: readonly JournalLine[], touched: readonly TouchedDay[]): Block {
  const tables = new Map<JournalTable, TableLines>();
  for (const line of lines) {
    const known = tables.get(line.table) ?? { pieces: [], rows: 0 };
    known.pieces.push(pieceOf(line));
    known.rows += rowsOf(line);
    tables.set(line.table, known);
  }
  const sections = JOURNAL_TABLES.flatMap((table) => {
    const known = tables.get(table);
    return known ? [{ table, rows: known.rows, bytes: toBytes(known.pieces) }] : [];
  });
  return { sections, days: distinctDays(touched) };
}

function pieceOf(line: JournalLine): string | Buffer {
  if ('bytes' in line) return line.bytes;
  return typeof line.json === 'string' ? line.json : line.json();
}

/** Each line by itself: in one text of all, a single letter beyond Latin-1 would double the rest on its way. */
function toBytes(pieces: readonly (string | Buffer)[]): Buffer {
  const most = pieces.reduce((sum, piece) => sum + mostBytes(piece), 0);
  const bytes = Buffer.allocUnsafe(most);
  let end = 0;
  for (const piece of pieces) {
    if (typeof piece !== 'string') end += piece.copy(bytes, end);
    else {
      end += bytes.write(piece, end);
      bytes[end] = NEW_LINE;
      end += 1;
    }
  }
  return bytes.subarray(0, end);
}

/** To count the bytes of text beforehand costs as much as to write them. */
function mostBytes(piece: string | Buffer): number {
  return typeof piece === 'string' ? piece.length * UTF8_BYTES + 1 : piece.length;
}

/** Of one UTF-16 code unit at the most. */
const UTF8_BYTES = 3;
const NEW_LINE = 10;
