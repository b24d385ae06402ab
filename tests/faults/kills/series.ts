import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Kept } from '../../support/check-kept.ts';
import { Sender } from '../../support/sender.ts';
import { KILLS_A_MONTH, KILLS_A_STAGE, startOfRun } from './calendar.ts';
import { buildKillable, startKillable, type Killable } from './killable.ts';
import { POINTS, type Fuse } from './points.ts';

interface SeriesOptions {
  /** Keeps data and progress; a series that was interrupted goes on from it. */
  readonly folder: string;
  readonly kills: number;
  /** Of a database server. @default the embedded database */
  readonly url?: string | undefined;
  readonly random?: () => number;
  /** Called after each kill. */
  readonly onKill?: (progress: Progress) => void;
}

const progressShape = z.object({
  kills: z.number(),
  /** Kills by where they fell; `moment` is any. */
  at: z.record(z.string(), z.number()),
  /** Looks at everything after a restart. */
  checks: z.number(),
  acknowledged: z.number(),
  /** Rows that repeated an event, over all data folders. */
  copies: z.number(),
  seconds: z.number(),
});
/** What a series has done so far. */
export type Progress = z.output<typeof progressShape>;

const NONE: Progress = { kills: 0, at: {}, checks: 0, acknowledged: 0, copies: 0, seconds: 0 };

/** A data folder is given up after so many kills, so that looking at all of it stays quick. */
const KILLS_A_FOLDER = 96;
const SENDERS = 4;
/** Longer than a segment takes until it is in the database. */
const LONGEST_RUN_MS = 5_000;

/**
 * Kills a collector under load again and again, at random moments and at each named point, and looks at everything
 * after each restart.
 * @throws {Error} at the first event that is missing, shown twice or counted wrongly; the data stay for a look.
 */
export async function runSeries(options: SeriesOptions): Promise<Progress> {
  const { folder, kills, random = Math.random, onKill } = options;
  mkdirSync(folder, { recursive: true });
  await buildKillable();
  const progress = readProgress(folder);
  const series = createSeries(options, random);
  while (progress.kills < kills) {
    const startedAt = performance.now();
    const isLast = (progress.kills + 1) % KILLS_A_FOLDER === 0 || progress.kills + 1 === kills;
    await series.kill(progress);
    if (isLast) await series.finishFolder(progress);
    progress.seconds += (performance.now() - startedAt) / 1_000;
    writeFileSync(join(folder, 'progress.json'), JSON.stringify(progress));
    onKill?.(progress);
  }
  return progress;
}

function readProgress(folder: string): Progress {
  const path = join(folder, 'progress.json');
  if (!existsSync(path)) return structuredClone(NONE);
  return progressShape.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function createSeries({ folder, url }: SeriesOptions, random: () => number) {
  const acknowledgedPath = join(folder, 'acknowledged.txt');
  let aheadMs = 0;
  const clock = () => Date.now() + aheadMs;
  let senders: Sender[] = [];
  let unchecked: string[] = readLines(acknowledgedPath);
  const dataDirOf = (kill: number) => join(folder, `data_${Math.floor(kill / KILLS_A_FOLDER)}`);

  function setClock(kill: number): void {
    // a process that begins in mid-stage sets its clock too: events of today are a year too old behind the next leap
    const isFirst = senders.length === 0;
    const start = startOfRun(isFirst ? kill - (kill % KILLS_A_STAGE) : kill, random);
    if (start !== undefined) aheadMs = start - Date.now();
    // what was not acknowledged a month ago is too old to be taken
    if (kill % KILLS_A_MONTH === 0 || isFirst) {
      senders = Array.from({ length: SENDERS }, () => new Sender(clock));
    }
  }

  async function check(running: Killable, progress: Progress): Promise<void> {
    const kept = await running.check(unchecked);
    if (!kept) return;
    assertKept(kept, folder);
    progress.checks += 1;
    unchecked = [];
  }

  async function load(running: Killable, fuse: Fuse | undefined): Promise<string> {
    const before = new Set(senders.flatMap((sender) => [...sender.acknowledged]));
    const sending = Promise.all(senders.map((sender) => sender.sendUntilGone(running.url ?? '')));
    const lifeMs = fuse ? LONGEST_RUN_MS : 20 + random() * 450;
    let isMoment = false;
    const timer = setTimeout(() => {
      isMoment = true;
      void running.kill();
    }, lifeMs);
    await Promise.all([running.gone, sending]);
    clearTimeout(timer);
    const ids = senders.flatMap((sender) => [...sender.acknowledged]);
    const fresh = ids.filter((id) => !before.has(id));
    unchecked.push(...fresh);
    appendFileSync(acknowledgedPath, fresh.map((id) => `${id}\n`).join(''));
    return isMoment || !fuse ? 'moment' : fuse.point;
  }

  return {
    async kill(progress: Progress): Promise<void> {
      setClock(progress.kills);
      const fuse = pickFuse(random);
      // some are lit from the first step, so that they end the collector while it drains what was left
      const isEarly = fuse !== undefined && (fuse.point === 'starting' || random() < 0.3);
      const dataDir = dataDirOf(progress.kills);
      const running = await startKillable({
        dataDir,
        url,
        aheadMs: Math.round(aheadMs),
        fuse: isEarly ? fuse : undefined,
      });
      if (!isEarly) {
        await check(running, progress);
        if (fuse) running.light(fuse);
      }
      const known = unchecked.length;
      const where = await load(running, fuse);
      progress.at[where] = (progress.at[where] ?? 0) + 1;
      progress.acknowledged += unchecked.length - known;
      progress.kills += 1;
    },
    /** Looks for all that was ever acknowledged in the folder, and starts with an empty one. */
    async finishFolder(progress: Progress): Promise<void> {
      const dataDir = dataDirOf(progress.kills - 1);
      const running = await startKillable({ dataDir, url, aheadMs: Math.round(aheadMs) });
      const kept = await running.check(readLines(acknowledgedPath));
      if (!kept) throw new Error('the collector ended by itself');
      assertKept(kept, folder);
      progress.checks += 1;
      progress.copies += kept.copies;
      await running.kill();
      rmSync(dataDir, { recursive: true, force: true });
      rmSync(acknowledgedPath, { force: true });
      unchecked = [];
      senders = [];
    },
  };
}

/** Undefined for a kill at any moment. */
function pickFuse(random: () => number): Fuse | undefined {
  const point = POINTS[Math.floor(random() * (POINTS.length + 2))];
  if (point === undefined) return undefined;
  const skips = point === 'starting' ? 30 : point === 'written' || point === 'synced' ? 40 : 3;
  return { point, skip: Math.floor(random() * skips), delayMs: random() * 15 };
}

function assertKept(kept: Kept, folder: string): void {
  const { missing, doubled, wrongDays, books, brokenChain } = kept;
  const wrong = { missing: missing.slice(0, 5), doubled, wrongDays, books, brokenChain };
  if (Object.values(wrong).every((list) => list.length === 0)) return;
  throw new Error(`${missing.length} missing; ${JSON.stringify(wrong)}; the data are in ${folder}`);
}

function readLines(path: string): string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
