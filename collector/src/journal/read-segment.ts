import { beginTurn } from '../lib/turns.ts';
import { decodeBlock, nextBlock, isTorn, type Block } from './block.ts';
import { DISK, type Disk } from './disk.ts';
import { distinctDays, JOURNAL_TABLES, type JournalTable, type TouchedDay } from './journal.ts';

/** The content of a segment, ready for one insert a table. */
export interface Segment {
  /** Tables in insert order, with their sections of all blocks as they stand in the file; see `insertSections`. */
  readonly tables: readonly { table: JournalTable; rows: number; sections: readonly Buffer[] }[];
  readonly days: readonly TouchedDay[];
  /** Bytes of a last block that was never finished, hence never acknowledged. */
  readonly tornBytes: number;
  /** Bytes that the disk gave back otherwise than they were written: they may have been acknowledged. */
  readonly damagedBytes: number;
}

/** Where segments are read from. */
interface SegmentReader {
  readonly readFile: (path: string) => Promise<Buffer>;
}

/**
 * Reads a segment file, in turns with others; rejects when the disk does. What is torn or damaged is passed over and counted.
 */
export async function readSegment(
  path: string,
  { readFile }: SegmentReader = DISK,
): Promise<Segment> {
  const file = await readFile(path);
  const blocks: Block[] = [];
  let tornBytes = 0;
  let damagedBytes = 0;
  let position = 0;
  const turn = beginTurn();
  while (position >= 0 && position < file.length) {
    if (turn.isOver) await turn.next();
    const block = decodeBlock(file, position);
    if (block) {
      blocks.push(block);
      position = block.end;
      continue;
    }
    const next = nextBlock(file, position);
    const bytes = (next < 0 ? file.length : next) - position;
    if (next < 0 && isTorn(file, position)) tornBytes += bytes;
    else damagedBytes += bytes;
    position = next;
  }
  const days = distinctDays(blocks.flatMap((block) => block.days));
  return { tables: gather(blocks), days, tornBytes, damagedBytes };
}

/**
 * Reads one file after the other into the same memory, so what one gave holds until the next is read. With memory of its
 * own for each segment of 100 MB, everything the process holds was looked through for garbage each time.
 */
export function createRereader(disk: Pick<Disk, 'open'>): SegmentReader {
  let room = Buffer.alloc(0);
  return {
    async readFile(path) {
      const file = await disk.open(path, 'r');
      try {
        const { size } = await file.stat();
        if (room.length < size) room = Buffer.allocUnsafeSlow(size);
        let done = 0;
        while (done < size) {
          const { bytesRead } = await file.read(room, done, size - done, done);
          if (bytesRead === 0) break;
          done += bytesRead;
        }
        return room.subarray(0, done);
      } finally {
        await file.close();
      }
    },
  };
}

function gather(blocks: readonly Block[]): Segment['tables'] {
  const sections = blocks.flatMap((block) => block.sections);
  return JOURNAL_TABLES.flatMap((table) => {
    const mine = sections.filter((section) => section.table === table);
    if (mine.length === 0) return [];
    const rows = mine.reduce((sum, section) => sum + section.rows, 0);
    return [{ table, rows, sections: mine.map((section) => section.bytes) }];
  });
}
