import { Hono } from 'hono';
import type { Dependencies } from '../dependencies.ts';
import { operator } from '../middleware/operator.ts';
import { replay, type ReplayReport } from './replay.ts';

type ReplayDependencies = Pick<
  Dependencies,
  'config' | 'clock' | 'consent' | 'database' | 'drain' | 'journal'
>;

/** `POST /`: replays what was rejected, for every site; mount at `/operate/replays`. */
export function createReplayRoutes(dependencies: ReplayDependencies): Hono {
  const { config, clock, consent, database, drain, journal } = dependencies;
  return new Hono().post('/', operator({ config }), async (c) => {
    // what was rejected a moment ago may still be on its way
    await drain.drainNow();
    const reports: Record<string, ReplayReport> = {};
    for (const site of config.sites) {
      reports[site.id] = await replay({
        site,
        lane: database.serve,
        journal,
        consent,
        now: clock(),
      });
    }
    return c.json(reports);
  });
}
