import { appendFile, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import * as z from 'zod';
import { DatabaseError, type WriteLane } from '../clickhouse/database.ts';
import { insertRows, type RefusedRow } from './insert-rows.ts';
import type { TouchedDay } from './journal.ts';
import type { OpenJournal, SealedSegment } from './open-journal.ts';
import { readSegment } from './read-segment.ts';
import { refreshDays } from './refresh-days.ts';
import { syncDirectory } from './segment-file.ts';

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

const touchedDays = z.array(z.object({ siteId: z.string(), day: z.string() }));

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 30_000;

/** Starts draining; failures are tried again with back-off for as long as the process lives. */
export function startDrain({ journal, directory, lane, logger, random }: DrainOptions): Drain {
  let stopped = false;
  let failures = 0;
  let running: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;

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
      await drainSegment({ segment: next, directory, lane, logger });
      journal.shift();
    }
    if (!stopped) await refreshTouched(directory, lane);
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
    clearTimeout(retry);
    retry = undefined;
    wake();
    while (running) await running;
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
      await running;
    },
  };
}

interface SegmentOptions extends Pick<DrainOptions, 'directory' | 'lane' | 'logger'> {
  readonly segment: SealedSegment;
}

async function drainSegment({ segment, directory, lane, logger }: SegmentOptions): Promise<void> {
  const { tables, days, strayBytes } = await readSegment(segment.path);
  if (strayBytes > 0)
    logger.warn({ strayBytes }, 'a segment ends in a block that was never acknowledged');
  for (const { table, chunks } of tables) {
    const refused = await insertRows(lane, table, chunks);
    if (refused.length > 0) await keepRefused(directory, refused);
    for (const { reason } of refused) logger.error({ table, reason }, 'the database refused a row');
  }
  if (days.length > 0) await keepTouched(segment.path, days);
  await rm(segment.path);
  await syncDirectory(directory);
}

/** Rows that ClickHouse would not take are kept beside the journal, with the reason, for a person to look at. */
async function keepRefused(directory: string, rows: readonly RefusedRow[]): Promise<void> {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await appendFile(join(directory, 'refused-rows.jsonl'), text, { mode: 0o600, flush: true });
}

/** A drained segment leaves the days it touched, until their figures have been rebuilt. */
async function keepTouched(segmentPath: string, days: readonly TouchedDay[]): Promise<void> {
  const path = `${segmentPath.slice(0, -'.segment'.length)}.days`;
  await writeFile(path, JSON.stringify(days), { mode: 0o600, flush: true });
  await syncDirectory(dirname(path));
}

async function refreshTouched(directory: string, lane: WriteLane): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.days'));
  const paths = names.map((name) => join(directory, name));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  await refreshDays(
    lane,
    texts.flatMap((text): TouchedDay[] => touchedDays.parse(JSON.parse(text))),
  );
  await Promise.all(paths.map((path) => rm(path)));
}
