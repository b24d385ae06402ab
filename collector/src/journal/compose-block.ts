import type { Block } from './block.ts';
import { JOURNAL_TABLES, type JournalLine, type JournalTable, type TouchedDay } from './journal.ts';

interface TableLines {
  readonly lines: string[];
  rows: number;
}

/** Puts lines together by table, in their order; lines that are functions are called now. */
export function composeBlock(lines: readonly JournalLine[], touched: readonly TouchedDay[]): Block {
  const tables = new Map<JournalTable, TableLines>();
  for (const { table, json, rows = 1 } of lines) {
    const known = tables.get(table) ?? { lines: [], rows: 0 };
    known.lines.push(typeof json === 'string' ? json : json());
    known.rows += rows;
    tables.set(table, known);
  }
  const sections = JOURNAL_TABLES.flatMap((table) => {
    const known = tables.get(table);
    return known ? [{ table, rows: known.rows, bytes: toBytes(known.lines) }] : [];
  });
  const days = new Map(touched.map((day) => [`${day.siteId} ${day.day}`, day]));
  return { sections, days: [...days.values()] };
}

/** Each line by itself: in one text of all, a single letter beyond Latin-1 would double the rest on its way. */
function toBytes(lines: readonly string[]): Buffer {
  const most = lines.reduce((sum, line) => sum + line.length * UTF8_BYTES + 1, 0);
  const bytes = Buffer.allocUnsafe(most);
  let end = 0;
  for (const line of lines) {
    end += bytes.write(line, end);
    bytes[end] = NEW_LINE;
    end += 1;
  }
  return bytes.subarray(0, end);
}

/** Of one UTF-16 code unit at the most; to count them beforehand costs as much as to write them. */
const UTF8_BYTES = 3;
const NEW_LINE = 10;
