import type { Block } from './block.ts';
import { JOURNAL_TABLES, type JournalLine, type JournalTable, type TouchedDay } from './journal.ts';

interface TableText {
  text: string;
  rows: number;
}

/** Puts lines together by table, in their order; lines that are functions are called now. */
export function composeBlock(lines: readonly JournalLine[], touched: readonly TouchedDay[]): Block {
  const texts = new Map<JournalTable, TableText>();
  for (const { table, json, rows = 1 } of lines) {
    const known = texts.get(table) ?? { text: '', rows: 0 };
    known.text += `${typeof json === 'string' ? json : json()}\n`;
    known.rows += rows;
    texts.set(table, known);
  }
  const sections = JOURNAL_TABLES.flatMap((table) => {
    const known = texts.get(table);
    return known ? [{ table, rows: known.rows, bytes: Buffer.from(known.text) }] : [];
  });
  const days = new Map(touched.map((day) => [`${day.siteId} ${day.day}`, day]));
  return { sections, days: [...days.values()] };
}
