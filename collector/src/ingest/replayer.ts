import type { Site } from '../config.ts';
import type { Dependencies } from '../dependencies.ts';
import { RequestProblem } from '../lib/problem.ts';
import { replay, type ReplayReport } from './replay.ts';

/**
 * Judges the rejected events of a site again, see {@link replay}.
 * @throws {RequestProblem} 503 while the database does not take what is on its way.
 */
export type Replayer = (site: Site) => Promise<ReplayReport>;

/** One at a time, so that two who ask at once store nothing twice. */
export function createReplayer({
  clock,
  consent,
  database,
  drain,
  journal,
}: Pick<Dependencies, 'clock' | 'consent' | 'database' | 'drain' | 'journal'>): Replayer {
  let last: Promise<unknown> = Promise.resolve();
  async function replaySite(site: Site): Promise<ReplayReport> {
    // what was rejected a moment ago, or replayed, may still be on its way
    await drain.drainNow().catch((cause: unknown) => {
      throw notDrained(cause);
    });
    return replay({ site, lane: database.serve, journal, consent, now: clock() });
  }
  return (site) => {
    const done = last.then(() => replaySite(site));
    last = done.catch(() => undefined);
    return done;
  };
}

function notDrained(cause: unknown): RequestProblem {
  return new RequestProblem({
    status: 503,
    code: 'database_unavailable',
    detail: 'The database does not take the journal right now. Nothing was replayed; try again.',
    retryAfterS: 5,
    cause,
  });
}
