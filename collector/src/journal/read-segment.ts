import { readFile } from 'node:fs/promises';
import { decodeBlock, findBlock, type Block } from './block.ts';
import { JOURNAL_TABLES, type JournalTable, type TouchedDay } from './journal.ts';

/** The content of a segment, ready for one insert a table. */
export interface Segment {
  /** Tables in insert order, with chunks that end at line ends. */
  readonly tables: readonly { table: JournalTable; rows: number; chunks: readonly Buffer[] }[];
  readonly days: readonly TouchedDay[];
  /** Bytes that belong to no whole block: a torn tail, which was never acknowledged, or damage. */
  readonly strayBytes: number;
}

/** Reads a segment file; rejects when the disk does. What is torn or damaged is passed over and counted. */
export async function readSegment(path: string): Promise<Segment> {
  const file = await readFile(path);
  const blocks: Block[] = [];
  let strayBytes = 0;
  let position = 0;
  while (position >= 0 && position < file.length) {
    const block = decodeBlock(file, position);
    if (block) {
      blocks.push(block);
      position = block.end;
      continue;
    }
    const next = findBlock(file, position + 1);
    strayBytes += (next < 0 ? file.length : next) - position;
    position = next;
  }
  return { tables: gather(blocks), days: blocks.flatMap((block) => block.days), strayBytes };
}

function gather(blocks: readonly Block[]): Segment['tables'] {
  const sections = blocks.flatMap((block) => block.sections);
  return JOURNAL_TABLES.flatMap((table) => {
    const mine = sections.filter((section) => section.table === table);
    if (mine.length === 0) return [];
    const rows = mine.reduce((sum, section) => sum + section.rows, 0);
    return [{ table, rows, chunks: mine.map((section) => section.bytes) }];
  });
}
