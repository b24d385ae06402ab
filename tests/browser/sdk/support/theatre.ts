import { once } from 'node:events';
import * as z from 'zod';
import { CollectorServer } from '../../../../collector/src/listen.ts';
import { openTestCollector, TEST_SITE } from '../../../support/open-test-collector.ts';
import type { Driver } from '../../support/driver.ts';
import { type Road, startRoads } from './road.ts';
import { createStage, type Stage, TRACKED } from './stage.ts';

/** Where scenarios are played in front of a real collector and its database. */
export interface Theatre {
  /** Plays one run under a name of its own, in a new profile; resolves with what was on its road. */
  play(options: PlayOptions): Promise<Road>;
  /** What of a run is in the database: rows that a query sees, and different ids among them. */
  readStored(run: string): Promise<{ readonly rows: number; readonly ids: number }>;
  close(): Promise<void>;
}

interface PlayOptions {
  readonly driver: Driver;
  readonly run: string;
  readonly act: (stage: Stage) => Promise<void>;
  /** Of every page: `?module` has the build for bundlers, `?old` no Navigation API. @default none */
  readonly query?: string;
}

/** Opens shop, roads and collector. */
export async function openTheatre(): Promise<Theatre> {
  const [key = ''] = TEST_SITE.writeKeys;
  const roads = await startRoads(key);
  const collector = await openTestCollector({ site: { origins: [roads.shopUrl] } });
  const server = new CollectorServer(collector).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  roads.leadTo(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  return {
    async play({ driver, run, act, query = '' }) {
      const road = roads.open(run);
      const profile = await driver.openProfile();
      try {
        await act(createStage(profile, road, (page) => `${roads.shopUrl}/${run}/${page}${query}`));
      } finally {
        await profile.close();
      }
      return road;
    },
    async readStored(run) {
      await collector.drainNow();
      const sql = `SELECT toUInt32(count()) AS rows, toUInt32(uniqExact(event_id)) AS ids
FROM events_raw FINAL WHERE type = {type: String} AND path(page_url) LIKE {pages: String}`;
      const row = z.object({ rows: z.number(), ids: z.number() });
      const params = { type: TRACKED, pages: `/${run}/%` };
      const [stored] = await collector.database.serve.query({ sql, params, row });
      return stored ?? { rows: 0, ids: 0 };
    },
    async close() {
      await roads.stop();
      server.closeAllConnections();
      server.close();
      await collector.remove();
    },
  };
}
