import { Hono } from 'hono';
import type { Config } from '../config.ts';
import { operator } from '../middleware/operator.ts';
import type { ReplayReport } from './replay.ts';
import type { Replayer } from './replayer.ts';

/** `POST /`: replays what was rejected, for every site; mount at `/operate/replays`. */
export function createReplayRoutes({ config, replay }: { config: Config; replay: Replayer }): Hono {
  return new Hono().post('/', operator({ config }), async (c) => {
    const reports: Record<string, ReplayReport> = {};
    for (const site of config.sites) reports[site.id] = await replay(site);
    return c.json(reports);
  });
}
