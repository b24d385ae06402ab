import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import type { CommandLane } from '../clickhouse/database.ts';
import { shared } from '../lib/shared.ts';
import { syncDirectory, type Disk } from './disk.ts';
import { distinctDays, type TouchedDay } from './journal.ts';
import { refreshDays } from './refresh-days.ts';

/** Which days drained segments touched, on disk until their figures are rebuilt. */
export interface DayRecount {
  /** Durable when it resolves, or rebuilt where the disk is full: the segment may go, and make room. */
  keep(days: readonly TouchedDay[]): Promise<void>;
  /**
   * Rebuilds what was kept, unless that would be too soon after the last time; returns the ms until it is not.
   * `force`: it is never too soon.
   */
  run(options: { force: boolean }): Promise<number>;
}

/** Recounting a busy day takes its time, of which inserts have need too: it gets at most a tenth of it. */
const PAUSE_FACTOR = 9;
const SUFFIX = '.days';

const touchedDays = z.array(z.object({ siteId: z.string(), day: z.string() }));

/** Keeps its files in the journal's `directory`; those of an earlier process are rebuilt first. */
export function createDayRecount({
  disk,
  directory,
  lane,
}: {
  disk: Disk;
  directory: string;
  lane: CommandLane;
}): DayRecount {
  let dueAt = 0;
  /** By file. What is touched while a recount runs gets a file of its own, for the next one. */
  const kept = new Map<string, readonly TouchedDay[]>();

  const readEarlier = shared(async () => {
    const names = (await disk.readdir(directory)).filter((name) => name.endsWith(SUFFIX));
    for (const name of names) {
      const path = join(directory, name);
      const days = parseDays(await disk.readFile(path, 'utf8'));
      if (days) kept.set(path, distinctDays(days));
      else await disk.rm(path);
    }
  });

  return {
    async keep(days) {
      await readEarlier();
      // nearly all segments touch the same days
      const known = distinctDays([...kept.values()].flat());
      if (distinctDays([...known, ...days]).length === known.length) return;
      const path = join(directory, `${randomUUID()}${SUFFIX}`);
      try {
        await disk.writeFile(path, JSON.stringify(days), { mode: 0o600, flush: true });
        await syncDirectory(disk, directory);
        kept.set(path, days);
      } catch {
        await disk.rm(path, { force: true });
        await refreshDays(lane, days);
      }
    },
    async run({ force }) {
      await readEarlier();
      if (kept.size === 0) return 0;
      const startedAt = performance.now();
      if (!force && startedAt < dueAt) return dueAt - startedAt;
      const files = [...kept];
      kept.clear();
      try {
        await refreshDays(
          lane,
          files.flatMap(([, days]) => days),
        );
      } catch (error) {
        for (const [path, days] of files) kept.set(path, days);
        throw error;
      }
      await Promise.all(files.map(([path]) => disk.rm(path)));
      const endedAt = performance.now();
      dueAt = endedAt + PAUSE_FACTOR * (endedAt - startedAt);
      return 0;
    },
  };
}

/** Nothing where a kill cut the writing off: then the segment is still there, and keeps its days once more. */
function parseDays(text: string): readonly TouchedDay[] | undefined {
  try {
    return touchedDays.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
