import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Database, WriteLane } from '../clickhouse/database.ts';
import { createRetrying } from '../lib/retrying.ts';
import { createDayRecount, type DayRecount } from './day-recount.ts';
import { DISK, syncDirectory, type Disk } from './disk.ts';
import { insertSections, type RefusedRow } from './insert-rows.ts';
import type { OpenJournal } from './open-journal.ts';
import { createRereader, readSegment, type Segment } from './read-segment.ts';
import type { SealedSegment } from './segment-writer.ts';

interface DrainOptions {
  readonly journal: OpenJournal;
  readonly directory: string;
  readonly database: Pick<Database, 'write' | 'recount'>;
  readonly logger: Logger;
  readonly random: () => number;
  /** @default this machine's */
  readonly disk?: Disk;
  /** Makes the database ready to take rows; asked for again until it has resolved once. @default nothing to do */
  readonly prepare?: () => Promise<void>;
  /** Called with what the database has taken, before its segment goes. @default nothing to do */
  readonly onTaken?: (segment: Segment) => Promise<void>;
}

/** Moves sealed segments into the database, oldest first, and keeps the per-day tables right. */
export interface Drain {
  /** Segments that wait. */
  readonly backlog: number;
  /** Resolves when what an earlier process left is in the database. */
  readonly caughtUp: Promise<void>;
  /** Seals the journal and resolves when all of it, per-day tables included, is in the database. */
  drainNow(): Promise<void>;
  /** Drains all, then runs `work` while nothing moves into the database; accepting goes on. */
  whileStill<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Ends after the segment under way; what is left stays durable for the next start. */
  stop(): Promise<void>;
}

/** Starts draining; failures are tried again with back-off for as long as the process lives. */
export function startDrain(options: DrainOptions): Drain {
  const { journal, directory, database, logger, random, disk = DISK, prepare } = options;
  const { onTaken = nothing } = options;
  const unreadable = createUnreadable(journal);
  const recount = createDayRecount({ disk, directory, lane: database.recount });
  const taking = { directory, lane: database.write, logger, disk, recount, onTaken };
  const reader = createRereader(disk);
  let isPrepared = false;
  let left = journal.sealed.length;
  let caughtUp: () => void;
  let isStopped = false;
  let isForced = false;
  // a recount of days that waits for its turn
  let later: NodeJS.Timeout | undefined;

  const inserting = createRetrying({
    work: drainAll,
    random,
    failed: 'the database does not take the journal right now',
    onFailure(error, told) {
      const waiting = journal.sealed.length;
      logger.warn({ ...told, code: codeOf(error), waiting }, 'drain failed');
    },
  });

  // beside the inserts, for a busy day takes its time and new events need not wait for its figures
  const counting = createRetrying({
    work: recountDays,
    random,
    failed: 'the database does not recount its days right now',
    onFailure: (error, told) => logger.warn({ ...told, code: codeOf(error) }, 'recount failed'),
  });

  async function drainAll(): Promise<void> {
    if (!isPrepared) await prepare?.();
    isPrepared = true;
    if (left === 0) caughtUp();
    for (let next = journal.sealed[0]; next && !isStopped; next = journal.sealed[0]) {
      const segment = await read(next);
      if (!segment) continue;
      await take(segment, { ...taking, path: next.path });
      journal.shift();
      counting.wake();
      left -= 1;
      if (left === 0) caughtUp();
    }
    counting.wake();
  }

  /** Undefined where the disk does not give it back; the others need not wait for it. */
  async function read(segment: SealedSegment): Promise<Segment | undefined> {
    try {
      return await readSegment(segment.path, reader);
    } catch (error) {
      journal.shift();
      unreadable.postpone(segment);
      logger.error(
        { code: codeOf(error), path: segment.path },
        'the disk does not give a segment back',
      );
      return undefined;
    }
  }

  async function recountDays(): Promise<void> {
    // segments that are gone must not come back after a power cut: someone may have asked for an erasure since
    await syncDirectory(disk, directory);
    const waitMs = await recount.run({ force: isForced });
    clearTimeout(later);
    later = waitMs > 0 ? setTimeout(() => counting.wake(), waitMs) : undefined;
  }

  async function insertNow(): Promise<void> {
    unreadable.release();
    await journal.seal();
    await inserting.now();
    if (unreadable.count > 0) throw new Error('the disk does not give all of the journal back');
  }

  async function countNow(): Promise<void> {
    isForced = true;
    await counting.now().finally(() => void (isForced = false));
  }

  const whenCaughtUp = new Promise<void>((resolve) => (caughtUp = resolve));
  journal.onSealed(() => inserting.wake());
  inserting.wake();

  return {
    get backlog() {
      return journal.sealed.length + unreadable.count;
    },
    caughtUp: whenCaughtUp,
    async drainNow() {
      await insertNow();
      await countNow();
    },
    async whileStill(work) {
      do await insertNow();
      while (inserting.isRunning);
      const result = countNow().then(work);
      inserting.during(result);
      return result;
    },
    async stop() {
      isStopped = true;
      unreadable.stop();
      await Promise.all([inserting.stop(), counting.stop()]);
      clearTimeout(later);
    },
  };
}

/** Segments that could not be read: they are tried again after a while, behind all others. */
function createUnreadable(journal: Pick<OpenJournal, 'push'>) {
  const waiting: SealedSegment[] = [];
  let again: NodeJS.Timeout | undefined;
  function release(): void {
    clearTimeout(again);
    again = undefined;
    for (const segment of waiting.splice(0)) journal.push(segment);
  }
  return {
    get count() {
      return waiting.length;
    },
    postpone(segment: SealedSegment) {
      waiting.push(segment);
      again ??= setTimeout(release, READ_AGAIN_MS);
    },
    release,
    stop: () => clearTimeout(again),
  };
}

const READ_AGAIN_MS = 5_000;

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

interface TakeOptions extends Required<
  Pick<DrainOptions, 'directory' | 'logger' | 'disk' | 'onTaken'>
> {
  readonly lane: WriteLane;
  readonly path: string;
  readonly recount: DayRecount;
}

/** The rows into the database, then what is kept of them elsewhere, then the segment goes. */
async function take(
  { tables, days, tornBytes, damagedBytes, ...rest }: Segment,
  { path, directory, lane, logger, disk, onTaken, recount }: TakeOptions,
): Promise<void> {
  if (tornBytes > 0)
    logger.warn({ tornBytes }, 'a segment ends in a block that was never acknowledged');
  const refused: RefusedRow[] = [];
  for (const { table, sections } of tables) {
    const rows = await insertSections(lane, table, sections);
    for (const { reason } of rows) logger.error({ table, reason }, 'the database refused a row');
    refused.push(...rows);
  }
  const areKept = await keepRefused(refused, { directory, disk });
  await recount.keep(days);
  await onTaken({ tables, days, tornBytes, damagedBytes, ...rest });
  if (damagedBytes > 0) {
    logger.error(
      { damagedBytes, path },
      'the disk damaged a segment; it is kept for a person to look at',
    );
    await disk.rename(path, `${path}.damaged`);
  } else if (!areKept) {
    logger.error({ path }, 'there was no room for refused rows; their segment is kept instead');
    await disk.rename(path, `${path}.refused`);
  } else await disk.rm(path);
}

/**
 * Rows that ClickHouse would not take are kept beside the journal, with the reason, for a person to look at; false where
 * the disk has no room for them. To try again would insert all others anew each time, and nothing behind them would drain.
 */
async function keepRefused(
  rows: readonly RefusedRow[],
  { directory, disk }: { directory: string; disk: Disk },
): Promise<boolean> {
  if (rows.length === 0) return true;
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const options = { mode: 0o600, flush: true };
  return disk.appendFile(join(directory, 'refused-rows.jsonl'), text, options).then(
    () => true,
    () => false,
  );
}

async function nothing(): Promise<void> {
  // of what was taken is kept elsewhere
}
