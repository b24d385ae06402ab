import type { Block } from './block.ts';
import { JOURNAL_TABLES, type JournalLine, type JournalTable, type TouchedDay } from './journal.ts';

/** Puts lines together by table, in their order; lines that are functions are called now. */
export function composeBlock(lines: readonly JournalLine[], touched: readonly TouchedDay[]): Block {
  const texts = new Map<JournalTable, string[]>();
  for (const line of lines) {
    const known = texts.get(line.table);
    if (known) known.push(lineText(line));
    else texts.set(line.table, [lineText(line)]);
  }
  const sections = JOURNAL_TABLES.flatMap((table) => {
    const rows = texts.get(table) ?? [];
    if (rows.length === 0) return [];
    return [{ table, rows: rows.length, bytes: Buffer.from(`${rows.join('\n')}\n`) }];
  });
  const days = new Map(touched.map((day) => [`${day.siteId} ${day.day}`, day]));
  return { sections, days: [...days.values()] };
}

function lineText(line: JournalLine): string {
  return typeof line.json === 'string' ? line.json : line.json();
}
