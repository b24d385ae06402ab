import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Hono } from 'hono';
import type { Database } from '../../clickhouse/database.ts';
import { readSchemaVersion } from '../../clickhouse/migrate.ts';
import type { Config } from '../../config.ts';
import type { Drain } from '../../journal/drain.ts';
import { RequestProblem } from '../../lib/problem.ts';
import { operator } from '../../middleware/operator.ts';
import { assertOneServer } from './one-server.ts';
import { dropSnapshot, readSlice, type SnapshotTable, takeSnapshot } from './snapshot.ts';

interface BackupDependencies {
  readonly config: Config;
  readonly database: Database;
  readonly drain: Pick<Drain, 'whileStill'>;
}

const compress = promisify(gzip);

/** Text of events shrinks some 20 times at any level; this one costs the least. */
const COMPRESSION_LEVEL = 1;

/**
 * `POST /` holds all tables as they are, journal included, and tells what there is; `GET /:id/:table/:slice` hands out
 * one slice as gzipped JSON lines; `DELETE /:id` lets go. A second `POST` ends the first backup.
 */
export function createBackupRoutes({ config, database, drain }: BackupDependencies): Hono {
  const routes = new Hono();
  let id = 0;
  let snapshot: readonly SnapshotTable[] = [];
  const assertCurrent = (asked: string) => {
    if (asked !== String(id)) throw gone();
  };

  routes.use(operator({ config }));
  routes.post('/', async (c) => {
    assertOneServer(config);
    id += 1;
    const own = String(id);
    const tables = await drain.whileStill(() => takeSnapshot(database));
    assertCurrent(own);
    snapshot = tables;
    const overview = tables.map(({ name, rows, slices }) => ({
      name,
      rows,
      slices: slices.length,
    }));
    const schemaVersion = await readSchemaVersion(database);
    return c.json({ id: own, schemaVersion, tables: overview }, 201);
  });

  routes.get('/:id/:table/:slice', async (c) => {
    const asked = c.req.param();
    assertCurrent(asked.id);
    const table = snapshot.find(({ name }) => name === asked.table);
    const slice = table?.slices[Number(asked.slice)];
    if (table === undefined || slice === undefined) throw gone();
    const lines = await readSlice(database, table.name, slice);
    const body = await compress(lines, { level: COMPRESSION_LEVEL });
    return c.body(new Uint8Array(body), 200, { 'Content-Type': 'application/gzip' });
  });

  routes.delete('/:id', async (c) => {
    assertCurrent(c.req.param('id'));
    id += 1;
    snapshot = [];
    await dropSnapshot(database);
    return c.body(null, 204);
  });
  return routes;
}

function gone(): RequestProblem {
  return new RequestProblem({
    status: 404,
    code: 'no_such_backup',
    detail:
      'This backup is not under way: another one began, or the collector was restarted. Begin again.',
  });
}
