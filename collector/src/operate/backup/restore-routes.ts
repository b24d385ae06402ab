import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Hono } from 'hono';
import * as z from 'zod';
import type { Database } from '../../clickhouse/database.ts';
import { readSchemaVersion } from '../../clickhouse/migrate.ts';
import type { Config } from '../../config.ts';
import { RequestProblem } from '../../lib/problem.ts';
import { readJson } from '../../lib/read-json.ts';
import { operator } from '../../middleware/operator.ts';
import { assertOneServer } from './one-server.ts';
import { countRows, listTables } from './snapshot.ts';

interface RestoreDependencies {
  readonly config: Config;
  readonly database: Database;
}

const unpack = promisify(gunzip);
const request = z.object({ schemaVersion: z.number().int(), tables: z.array(z.string()) });

/**
 * `POST /` begins, when the database is empty and of the backup's schema; `PUT /:table` inserts one slice of gzipped
 * JSON lines; `POST /finish` ends and answers how many rows each table has.
 */
export function createRestoreRoutes({ config, database }: RestoreDependencies): Hono {
  const routes = new Hono();
  let open: ReadonlySet<string> = new Set();

  routes.use(operator({ config }));
  routes.post('/', async (c) => {
    assertOneServer(config);
    const wanted = await readJson(c, { schema: request, maxBytes: 100_000 });
    await assertFits(database, wanted);
    open = new Set(wanted.tables);
    return c.body(null, 204);
  });

  routes.put('/:table', async (c) => {
    const table = c.req.param('table');
    if (!open.has(table)) throw notBegun();
    await database.write.insert(table, [await unpack(await c.req.arrayBuffer())]);
    return c.body(null, 204);
  });

  routes.post('/finish', async (c) => {
    const tables = await countTables(database);
    open = new Set();
    return c.json({ tables });
  });
  return routes;
}

async function assertFits(
  database: Database,
  { schemaVersion, tables }: z.output<typeof request>,
): Promise<void> {
  const present = await countTables(database);
  const full = present.filter(({ rows }) => rows > 0).map(({ name }) => name);
  if (full.length > 0) {
    throw new RequestProblem({
      status: 409,
      code: 'database_not_empty',
      detail:
        'A backup goes into an empty database only. Set DATA_DIR to a new folder, or CLICKHOUSE_DATABASE to a new name.',
      expected: 'no rows',
      got: `rows in ${full.join(', ')}`,
    });
  }
  const version = await readSchemaVersion(database);
  const names = new Set(present.map(({ name }) => name));
  if (version === schemaVersion && tables.every((name) => names.has(name))) return;
  throw new RequestProblem({
    status: 409,
    code: 'other_schema',
    detail: 'Restore with the version of the collector that made the backup, then update.',
    expected: `schema version ${schemaVersion} with ${tables.join(', ')}`,
    got: `schema version ${version}`,
  });
}

async function countTables(database: Database): Promise<{ name: string; rows: number }[]> {
  const names = await listTables(database);
  return Promise.all(names.map(async (name) => ({ name, rows: await countRows(database, name) })));
}

function notBegun(): RequestProblem {
  return new RequestProblem({
    status: 409,
    code: 'no_restore_begun',
    detail: 'No restore of this table is under way. Begin again.',
  });
}
