import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import { isoDay } from '../lib/utc-time.ts';
import { composeBlock } from './compose-block.ts';
import { DISK, type Disk } from './disk.ts';
import {
  JournalUnavailable,
  type Journal,
  type JournalLine,
  rowsOf,
  sizeOf,
  type Tally,
  type TouchedDay,
} from './journal.ts';
import { createSegmentWriter, type SealedSegment } from './segment-writer.ts';

interface JournalOptions {
  readonly directory: string;
  readonly clock: Clock;
  /** @default this machine's */
  readonly disk?: Disk;
  /** Turns what one block counted into its lines. */
  readonly summarize: (tallies: readonly Tally[]) => JournalLine[];
  /**
   * A segment is sealed at this age, so that its rows become visible soon; while others wait for the database it
   * goes on growing instead, so that a backlog is few large inserts. @default 400
   */
  readonly sealAfterMs?: number;
  /** Below the sizes at which one insert could become several parts. @default 100 MB */
  readonly maxSegmentBytes?: number;
  /** @default 400,000 */
  readonly maxSegmentRows?: number;
}

/** The journal with what the drain and the process's end need of it. */
export interface OpenJournal extends Journal {
  /** Segments in order, oldest first, those left by an earlier process included. */
  readonly sealed: readonly SealedSegment[];
  /** Forgets the oldest segment: its rows are in the database, or it waits elsewhere. */
  shift(): void;
  /** Puts a segment behind all others that wait. */
  push(segment: SealedSegment): void;
  /** Called whenever a segment comes to those that wait. */
  onSealed(listener: () => void): void;
  /** Seals what is open, so that the drain can take it. */
  seal(): Promise<void>;
  /** Makes all appends durable, seals and takes no more. */
  close(): Promise<void>;
}

interface Waiting {
  readonly lines: readonly JournalLine[];
  readonly rows: number;
  /** By {@link sizeOf}. */
  readonly size: number;
  readonly touched: readonly TouchedDay[];
  readonly tally: Tally | undefined;
  readonly month: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What one block holds at the most, so that what piles up during a slow fsync stays far below a segment. */
const MAX_BLOCK = { rows: 50_000, size: 16_000_000 };

/** Opens the journal of `directory`, creating it when it is not there. */
export async function openJournal({
  directory,
  clock,
  disk = DISK,
  summarize,
  sealAfterMs = 400,
  maxSegmentBytes = 100_000_000,
  maxSegmentRows = 400_000,
}: JournalOptions): Promise<OpenJournal> {
  const { sealed, firstNumber } = await findLeft(disk, directory);
  const listeners: (() => void)[] = [];
  const waiting: Waiting[] = [];
  const chain = createChain();
  let closed = false;
  let sealing: NodeJS.Timeout | undefined;
  /** The open segment is old enough and stays open only because others wait. */
  let isRipe = false;
  let isWriteNext = false;

  const writer = createSegmentWriter({
    disk,
    directory,
    firstNumber,
    maxSegmentBytes,
    maxSegmentRows,
    onStarted() {
      clearTimeout(sealing);
      isRipe = false;
      sealing = setTimeout(ripen, sealAfterMs);
    },
    onSealed(segment) {
      clearTimeout(sealing);
      isRipe = false;
      push(segment);
    },
  });

  function push(segment: SealedSegment): void {
    sealed.push(segment);
    for (const listener of listeners) listener();
  }

  const seal = (): Promise<void> => chain.add(() => writer.seal());

  function ripen(): void {
    isRipe = sealed.length > 0;
    if (!isRipe) void seal();
  }

  /** Once for all who come before it begins: whatever is behind it in the chain waits for no more than one. */
  function writeSoon(): void {
    if (isWriteNext) return;
    isWriteNext = true;
    void chain.add(writeWaiting);
  }

  async function writeWaiting(): Promise<void> {
    isWriteNext = false;
    const group = takeGroup(waiting);
    if (waiting.length > 0) writeSoon();
    const [first] = group;
    if (!first) return;
    const lines: JournalLine[] = [];
    const touched: TouchedDay[] = [];
    const tallies: Tally[] = [];
    // a loop: flatMap takes as long as all else that is done with so many short lists
    for (const one of group) {
      lines.push(...one.lines);
      touched.push(...one.touched);
      if (one.tally) tallies.push(one.tally);
    }
    try {
      lines.push(...summarize(tallies));
      await writer.write(composeBlock(lines, touched), first.month);
      settle(lines, true);
      for (const one of group) one.resolve();
    } catch (error) {
      settle(lines, false);
      const failure = new JournalUnavailable(error);
      for (const one of group) one.reject(failure);
    }
  }

  return {
    append(lines, touched = [], { receivedAt = clock(), tally } = {}) {
      if (closed) return Promise.reject(new JournalUnavailable(new Error('the journal is closed')));
      return new Promise((resolve, reject) => {
        const month = monthOf(receivedAt);
        const rows = lines.reduce((sum, line) => sum + rowsOf(line), 0);
        const size = lines.reduce((sum, line) => sum + sizeOf(line), 0);
        waiting.push({ lines, rows, size, touched, tally, month, resolve, reject });
        // who comes while a block is being written goes into the next one
        writeSoon();
      });
    },
    sealed,
    shift() {
      sealed.shift();
      if (isRipe) ripen();
    },
    push,
    onSealed: (listener) => void listeners.push(listener),
    seal,
    async close() {
      closed = true;
      await chain.idle();
      await seal();
    },
  };
}

/** What an earlier process left, and the first number that no name has. */
async function findLeft(
  disk: Disk,
  directory: string,
): Promise<{ sealed: SealedSegment[]; firstNumber: number }> {
  await disk.mkdir(directory, { recursive: true, mode: 0o700 });
  const names = (await disk.readdir(directory)).filter((name) => /^\d{12}\./.test(name)).toSorted();
  const left = names.filter((name) => name.endsWith('.segment'));
  return {
    sealed: left.map((name) => ({ path: join(directory, name) })),
    firstNumber: Number.parseInt(names.at(-1) ?? '-1', 10) + 1,
  };
}

/** Takes the oldest that may share a block: of one month, and not too many. */
function takeGroup(waiting: Waiting[]): Waiting[] {
  const [first] = waiting;
  let rows = 0;
  let size = 0;
  const end = waiting.findIndex((one) => {
    rows += one.rows;
    size += one.size;
    const isFull = rows > MAX_BLOCK.rows || size > MAX_BLOCK.size;
    return one.month !== first?.month || (one !== first && isFull);
  });
  return waiting.splice(0, end < 0 ? waiting.length : end);
}

interface Chain {
  /** Runs `work` when all before it has ended; work that rejects doesn't stop what comes behind it. */
  add(work: () => Promise<void>): Promise<void>;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
}

function createChain(): Chain {
  let last: Promise<void> = Promise.resolve();
  return {
    add(work) {
      const done = last.then(work);
      last = done.catch(() => {});
      return done;
    },
    async idle() {
      let seen;
      do {
        seen = last;
        await seen;
      } while (seen !== last);
    },
  };
}

function settle(lines: readonly JournalLine[], isDurable: boolean): void {
  for (const line of lines) if ('settled' in line) line.settled?.(isDurable);
}

/** `YYYY-MM` in UTC, as the partitions of events_raw. */
function monthOf(time: number): string {
  return isoDay(time).slice(0, 7);
}
