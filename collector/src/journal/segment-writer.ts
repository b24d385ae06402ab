import { encodeBlock, type Block } from './block.ts';
import type { Disk } from './disk.ts';
import { createSegmentFile, type SegmentFile } from './segment-file.ts';

/** A segment that takes no more blocks and waits for the database. */
export interface SealedSegment {
  readonly path: string;
}

interface SegmentWriterOptions {
  readonly disk: Disk;
  readonly directory: string;
  /** Of the first segment to be made. */
  readonly firstNumber: number;
  readonly maxSegmentBytes: number;
  readonly maxSegmentRows: number;
  /** Called when a segment was started; whoever listens seals it in time. */
  readonly onStarted: () => void;
  readonly onSealed: (segment: SealedSegment) => void;
}

/** Writes blocks into one segment after the other. Its calls must follow each other. */
export interface SegmentWriter {
  /** Durable when it resolves; rejects when the disk refused, and then nothing of the block stands. */
  write(block: Block, month: string): Promise<void>;
  /** Closes the open segment, if there is one. */
  seal(): Promise<void>;
}

interface OpenSegment {
  readonly file: SegmentFile;
  readonly month: string;
  rows: number;
}

interface Size {
  readonly month: string;
  readonly rows: number;
  readonly bytes: number;
}

/** Seals a segment before it could become several parts in one insert: by rows, by bytes, at the turn of the month. */
export function createSegmentWriter(options: SegmentWriterOptions): SegmentWriter {
  const { disk, directory, maxSegmentBytes, maxSegmentRows, onStarted, onSealed } = options;
  let nextNumber = options.firstNumber;
  let segment: OpenSegment | undefined;

  async function start(month: string): Promise<OpenSegment> {
    const number = nextNumber;
    // also when it fails half-way: a number is never tried twice
    nextNumber += 1;
    const file = await createSegmentFile(disk, directory, number);
    onStarted();
    return { file, month, rows: 0 };
  }

  function fits(open: OpenSegment, next: Size): boolean {
    return (
      open.month === next.month &&
      open.rows + next.rows <= maxSegmentRows &&
      open.file.size + next.bytes <= maxSegmentBytes
    );
  }

  async function seal(): Promise<void> {
    if (!segment) return;
    const { file } = segment;
    segment = undefined;
    await file.close();
    onSealed({ path: file.path });
  }

  return {
    seal,
    async write(block, month) {
      const bytes = encodeBlock(block);
      const rows = block.sections.reduce((sum, section) => sum + section.rows, 0);
      if (segment && !fits(segment, { month, rows, bytes: bytes.length })) await seal();
      segment ??= await start(month);
      try {
        await segment.file.append(bytes);
        segment.rows += rows;
      } catch (error) {
        if (segment.file.broken) await seal();
        throw error;
      }
    },
  };
}
