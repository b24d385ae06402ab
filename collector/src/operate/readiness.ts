import { join } from 'node:path';
import type { Disk } from '../journal/disk.ts';
import type { Journal } from '../journal/journal.ts';

/** Knows whether an event sent now would be accepted. */
export interface Readiness {
  /** The same journal; what becomes of its appends is remembered. */
  readonly journal: Pick<Journal, 'append'>;
  /** False after an append that failed, for as long as the journal's folder can't be written. */
  readonly isReady: () => Promise<boolean>;
}

/** As much as a large request takes, so that what is left of a file's last page is not enough. */
const PROBE = Buffer.alloc(256 * 1_024);

/** Watches the journal of `directory`. */
export function watchAppends(
  journal: Pick<Journal, 'append'>,
  { disk, directory }: { disk: Disk; directory: string },
): Readiness {
  const path = join(directory, 'probe');
  let hasFailed = false;

  async function isWritable(): Promise<boolean> {
    try {
      await disk.writeFile(path, PROBE, { mode: 0o600 });
      return true;
    } catch {
      return false;
    } finally {
      await disk.rm(path, { force: true }).catch(() => undefined);
    }
  }

  return {
    journal: {
      async append(...asked) {
        try {
          await journal.append(...asked);
          hasFailed = false;
        } catch (error) {
          hasFailed = true;
          throw error;
        }
      },
    },
    // a balancer that keeps events away would wait for an append for ever
    isReady: async () => !hasFailed || isWritable(),
  };
}
