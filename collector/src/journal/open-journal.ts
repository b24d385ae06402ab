import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import { encodeBlock, type Block } from './block.ts';
import {
  JOURNAL_TABLES,
  JournalUnavailable,
  type AppendOptions,
  type Journal,
  type JournalLine,
  type JournalTable,
  type Tally,
  type TouchedDay,
} from './journal.ts';
import { createSegmentFile, type SegmentFile } from './segment-file.ts';

/** A segment that takes no more blocks and waits for the database. */
export interface SealedSegment {
  readonly path: string;
}

interface JournalOptions {
  readonly directory: string;
  readonly clock: Clock;
  /** Turns what one block counted into its lines. */
  readonly summarize: (tallies: readonly Tally[]) => JournalLine[];
  /** A segment is sealed at this age, so that its rows become visible soon. @default 400 */
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
  /** Forgets the oldest segment after its rows are in the database. */
  shift(): void;
  /** Called whenever a segment is sealed. */
  onSealed(listener: () => void): void;
  /** Seals what is open, so that the drain can take it. */
  seal(): Promise<void>;
  /** Makes all appends durable, seals and takes no more. */
  close(): Promise<void>;
}

interface Waiting {
  readonly lines: readonly JournalLine[];
  readonly touched: readonly TouchedDay[];
  readonly tally: Tally | undefined;
  readonly month: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface OpenSegment {
  readonly file: SegmentFile;
  readonly month: string;
  rows: number;
  readonly timer: NodeJS.Timeout;
}

/** Opens the journal of `directory`, creating it when it is not there. */
export async function openJournal({
  directory,
  clock,
  summarize,
  sealAfterMs = 400,
  maxSegmentBytes = 100_000_000,
  maxSegmentRows = 400_000,
}: JournalOptions): Promise<OpenJournal> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const names = (await readdir(directory)).filter((name) => /^\d+\./.test(name)).toSorted();
  const left = names.filter((name) => name.endsWith('.segment'));
  const sealed: SealedSegment[] = left.map((name) => ({ path: join(directory, name) }));
  const listeners: (() => void)[] = [];
  let nextNumber = Number.parseInt(names.at(-1) ?? '-1', 10) + 1;
  let waiting: Waiting[] = [];
  let segment: OpenSegment | undefined;
  let closed = false;
  // one chain of writes: blocks and seals follow each other
  let work: Promise<void> = Promise.resolve();
  let scheduled = false;

  function append(
    lines: readonly JournalLine[],
    touched: readonly TouchedDay[] = [],
    { receivedAt = clock(), tally }: AppendOptions = {},
  ): Promise<void> {
    if (closed) return Promise.reject(new JournalUnavailable(new Error('the journal is closed')));
    return new Promise((resolve, reject) => {
      waiting.push({ lines, touched, tally, month: monthOf(receivedAt), resolve, reject });
      schedule();
    });
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    work = work.then(async () => {
      scheduled = false;
      await writeWaiting();
    });
  }

  async function writeWaiting(): Promise<void> {
    const month = waiting[0]?.month;
    if (month === undefined) return;
    const count = waiting.findIndex((one) => one.month !== month);
    const group = count < 0 ? waiting : waiting.slice(0, count);
    waiting = count < 0 ? [] : waiting.slice(count);
    const lines = [...group.flatMap((one) => one.lines), ...summarize(tallies(group))];
    try {
      await writeBlock(buildBlock(lines, group), month);
      settle(lines, true);
      for (const one of group) one.resolve();
    } catch (error) {
      settle(lines, false);
      const failure = new JournalUnavailable(error);
      for (const one of group) one.reject(failure);
    }
    if (waiting.length > 0) schedule();
  }

  async function writeBlock(block: Block, month: string): Promise<void> {
    const bytes = encodeBlock(block);
    const rows = block.sections.reduce((sum, section) => sum + section.rows, 0);
    if (segment && !fits(segment, { month, rows, bytes: bytes.length })) await sealOpen();
    segment ??= await startSegment(month);
    try {
      await segment.file.append(bytes);
      segment.rows += rows;
    } catch (error) {
      if (segment.file.broken) await sealOpen();
      throw error;
    }
  }

  function fits(open: OpenSegment, next: { month: string; rows: number; bytes: number }): boolean {
    return (
      open.month === next.month &&
      open.rows + next.rows <= maxSegmentRows &&
      open.file.size + next.bytes <= maxSegmentBytes
    );
  }

  async function startSegment(month: string): Promise<OpenSegment> {
    const file = await createSegmentFile(directory, nextNumber);
    nextNumber += 1;
    const timer = setTimeout(() => void seal(), sealAfterMs);
    return { file, month, rows: 0, timer };
  }

  async function sealOpen(): Promise<void> {
    if (!segment) return;
    const { file, timer } = segment;
    segment = undefined;
    clearTimeout(timer);
    await file.close();
    sealed.push({ path: file.path });
    for (const listener of listeners) listener();
  }

  /** Resolves when no write is under way and none is planned. */
  async function settled(): Promise<void> {
    let seen;
    do {
      seen = work;
      await seen;
    } while (seen !== work);
  }

  function seal(): Promise<void> {
    work = work.then(sealOpen);
    return work;
  }

  return {
    append,
    sealed,
    shift: () => void sealed.shift(),
    onSealed: (listener) => void listeners.push(listener),
    seal,
    async close() {
      closed = true;
      await settled();
      await seal();
    },
  };
}

function tallies(group: readonly Waiting[]): Tally[] {
  return group.flatMap((one) => one.tally ?? []);
}

function buildBlock(lines: readonly JournalLine[], group: readonly Waiting[]): Block {
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
  const days = new Map(
    group.flatMap((one) => one.touched).map((day) => [`${day.siteId} ${day.day}`, day]),
  );
  return { sections, days: [...days.values()] };
}

function settle(lines: readonly JournalLine[], isDurable: boolean): void {
  for (const line of lines) line.settled?.(isDurable);
}

function lineText(line: JournalLine): string {
  return typeof line.json === 'string' ? line.json : line.json();
}

/** `YYYY-MM` in UTC, as the partitions of events_raw. */
function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}
