import { join } from 'node:path';
import * as z from 'zod';
import type { WriteLane } from '../clickhouse/database.ts';
import { syncDirectory, type Disk } from './disk.ts';
import type { TouchedDay } from './journal.ts';
import { refreshDays } from './refresh-days.ts';

/** Which days drained segments touched, on disk until their figures are rebuilt. */
export interface DayRecount {
  /** Durable when it resolves, so that the segment may go. */
  keep(segmentPath: string, days: readonly TouchedDay[]): Promise<void>;
  /**
   * Rebuilds what was kept, unless that would be too soon after the last time; returns the ms until it is not.
   * `force`: it is never too soon.
   */
  run(options: { force: boolean }): Promise<number>;
}

/** Recounting a busy day takes its time on the lane that also inserts: it gets at most a tenth of it. */
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
  lane: WriteLane;
}): DayRecount {
  let dueAt = 0;
  /** Durable in the files of this process: nearly all segments touch the same days. */
  const kept = new Set<string>();
  return {
    async keep(segmentPath, days) {
      const keys = days.map(({ siteId, day }) => `${siteId} ${day}`);
      if (keys.every((key) => kept.has(key))) return;
      const path = `${segmentPath.replace(/\.segment$/, '')}${SUFFIX}`;
      await disk.writeFile(path, JSON.stringify(days), { mode: 0o600, flush: true });
      await syncDirectory(disk, directory);
      for (const key of keys) kept.add(key);
    },
    async run({ force }) {
      const names = (await disk.readdir(directory)).filter((name) => name.endsWith(SUFFIX));
      if (names.length === 0) return 0;
      const startedAt = performance.now();
      if (!force && startedAt < dueAt) return dueAt - startedAt;
      const paths = names.map((name) => join(directory, name));
      const texts = await Promise.all(paths.map((path) => disk.readFile(path, 'utf8')));
      await refreshDays(
        lane,
        texts.flatMap((text) => touchedDays.parse(JSON.parse(text))),
      );
      // before any file goes: one that is gone while another stays keeps nothing
      kept.clear();
      await Promise.all(paths.map((path) => disk.rm(path)));
      const endedAt = performance.now();
      dueAt = endedAt + PAUSE_FACTOR * (endedAt - startedAt);
      return 0;
    },
  };
}
