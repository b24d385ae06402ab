import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { DatabaseError, type WriteLane } from '../clickhouse/database.ts';
import { createDayRecount, type DayRecount } from './day-recount.ts';
import { insertRows, type RefusedRow } from './insert-rows.ts';
import type { OpenJournal } from './open-journal.ts';
import { readSegment } from './read-segment.ts';
import { syncDirectory } from './segment-file.ts';
import type { SealedSegment } from './segment-writer.ts';

interface DrainOptions {
  readonly journal: OpenJournal;
  readonly directory: string;
  readonly lane: WriteLane;
  readonly logger: Logger;
  readonly random: () => number;
}

/** Moves sealed segments into the database, oldest first, and keeps the per-day tables right. */
export interface Drain {
  /** Segments that wait. */
  readonly backlog: number;
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
export function startDrain({ journal, directory, lane, logger, random }: DrainOptions): Drain {
  let stopped = false;
  let failures = 0;
  let running: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  // a recount of days that waits for its turn
  let later: NodeJS.Timeout | undefined;
  let isForced = false;
  const recount = createDayRecount({ directory, lane });

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
    for (let next = journal.sealed[0]; next && !stopped; next = journal.sealed[0]) {
      await drainSegment({ segment: next, directory, lane, logger, recount });
      journal.shift();
    }
    if (!stopped) await recountDays();
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
    const code = error instanceof DatabaseError ? error.code : undefined;
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

  journal.onSealed(wake);
  wake();

  return {
    get backlog() {
      return journal.sealed.length;
    },
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

interface SegmentOptions extends Pick<DrainOptions, 'directory' | 'lane' | 'logger'> {
  readonly segment: SealedSegment;
  readonly recount: DayRecount;
}

async function drainSegment({
  segment,
  directory,
  lane,
  logger,
  recount,
}: SegmentOptions): Promise<void> {
  const { tables, days, strayBytes } = await readSegment(segment.path);
  if (strayBytes > 0)
    logger.warn({ strayBytes }, 'a segment ends in a block that was never acknowledged');
  for (const { table, chunks } of tables) {
    const refused = await insertRows(lane, table, chunks);
    if (refused.length > 0) await keepRefused(directory, refused);
    for (const { reason } of refused) logger.error({ table, reason }, 'the database refused a row');
  }
  if (days.length > 0) await recount.keep(segment.path, days);
  await rm(segment.path);
  await syncDirectory(directory);
}

/** Rows that ClickHouse would not take are kept beside the journal, with the reason, for a person to look at. */
async function keepRefused(directory: string, rows: readonly RefusedRow[]): Promise<void> {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await appendFile(join(directory, 'refused-rows.jsonl'), text, { mode: 0o600, flush: true });
}
