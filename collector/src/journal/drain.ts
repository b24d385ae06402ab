import { join } from 'node:path';
import type { Logger } from 'pino';
import type { WriteLane } from '../clickhouse/database.ts';
import { createDayRecount, type DayRecount } from './day-recount.ts';
import { DISK, syncDirectory, type Disk } from './disk.ts';
import { insertSections, type RefusedRow } from './insert-rows.ts';
import type { OpenJournal } from './open-journal.ts';
import { createRereader, readSegment, type Segment } from './read-segment.ts';
import type { SealedSegment } from './segment-writer.ts';

interface DrainOptions {
  readonly journal: OpenJournal;
  readonly directory: string;
  readonly lane: WriteLane;
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

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 30_000;

/** Starts draining; failures are tried again with back-off for as long as the process lives. */
export function startDrain(options: DrainOptions): Drain {
  const { journal, directory, lane, logger, random, disk = DISK, prepare = nothing } = options;
  const taking = { directory, lane, logger, disk, onTaken: options.onTaken ?? nothing };
  let isPrepared = false;
  let left = journal.sealed.length;
  let caughtUp: () => void;
  let stopped = false;
  let failures = 0;
  let running: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  // a recount of days that waits for its turn
  let later: NodeJS.Timeout | undefined;
  let isForced = false;
  const recount = createDayRecount({ disk, directory, lane });
  const reader = createRereader(disk);

  function wake(): void {
    if (stopped || running || retry) return;
    running = drainAll()
      .then(() => void (failures = 0), waitAndRetry)
      .finally(() => {
        running = undefined;
        if (journal.sealed.length > 0) wake();
      });
  }

  async function drainAll(): Promise<void> {
    if (!isPrepared) await prepare();
    isPrepared = true;
    if (left === 0) caughtUp();
    for (let next = journal.sealed[0]; next && !stopped; next = journal.sealed[0]) {
      await drainOne(next);
      left -= 1;
      if (left === 0) caughtUp();
    }
    // what is gone must not come back after a power cut: someone may have asked for its erasure since
    await syncDirectory(disk, directory);
    if (!stopped) await recountDays();
  }

  async function drainOne({ path }: SealedSegment): Promise<void> {
    const segment = await readSegment(path, reader).catch((error: unknown) => {
      // the others need not wait for this one
      journal.postpone();
      throw error;
    });
    await take(segment, { ...taking, path, recount });
    journal.shift();
  }

  async function recountDays(): Promise<void> {
    const waitMs = await recount.run({ force: isForced });
    clearTimeout(later);
    later = waitMs > 0 ? setTimeout(wake, waitMs) : undefined;
  }

  function waitAndRetry(error: unknown): void {
    failures += 1;
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
    const waitMs = longest * (0.5 + random() / 2);
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    logger.warn({ code, failures, waitMs, waiting: journal.sealed.length }, 'drain failed');
    retry = setTimeout(() => {
      retry = undefined;
      wake();
    }, waitMs);
  }

  async function drainNow(): Promise<void> {
    await journal.seal();
    isForced = true;
    do {
      clearTimeout(retry);
      retry = undefined;
      wake();
      while (running) await running;
    } while (later && !retry);
    isForced = false;
    if (retry) throw new Error('the database does not take the journal right now');
  }

  const whenCaughtUp = new Promise<void>((resolve) => (caughtUp = resolve));
  journal.onSealed(wake);
  wake();

  return {
    get backlog() {
      return journal.sealed.length;
    },
    caughtUp: whenCaughtUp,
    drainNow,
    async whileStill(work) {
      do await drainNow();
      while (running);
      const result = work();
      running = result
        .then(
          () => {},
          () => {},
        )
        .finally(() => {
          running = undefined;
          if (journal.sealed.length > 0) wake();
        });
      return result;
    },
    async stop() {
      stopped = true;
      clearTimeout(retry);
      clearTimeout(later);
      await running;
      clearTimeout(later);
    },
  };
}

interface TakeOptions extends Required<
  Pick<DrainOptions, 'directory' | 'lane' | 'logger' | 'disk' | 'onTaken'>
> {
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
  for (const { table, sections } of tables) {
    const refused = await insertSections(lane, table, sections);
    if (refused.length > 0) await keepRefused(refused, { directory, disk });
    for (const { reason } of refused) logger.error({ table, reason }, 'the database refused a row');
  }
  await recount.keep(path, days);
  await onTaken({ tables, days, tornBytes, damagedBytes, ...rest });
  if (damagedBytes > 0) {
    logger.error(
      { damagedBytes, path },
      'the disk damaged a segment; it is kept for a person to look at',
    );
    await disk.rename(path, `${path}.damaged`);
  } else await disk.rm(path);
}

/** Rows that ClickHouse would not take are kept beside the journal, with the reason, for a person to look at. */
async function keepRefused(
  rows: readonly RefusedRow[],
  { directory, disk }: { directory: string; disk: Disk },
): Promise<void> {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await disk.appendFile(join(directory, 'refused-rows.jsonl'), text, { mode: 0o600, flush: true });
}

async function nothing(): Promise<void> {
  // neither to prepare nor to keep
}
