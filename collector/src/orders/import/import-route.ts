import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import type { StreamingApi } from 'hono/utils/stream';
import type { Logger } from 'pino';
import type { Database } from '../../clickhouse/database.ts';
import type { Config } from '../../config.ts';
import { RequestProblem } from '../../lib/problem.ts';
import type { SiteEnv } from '../../middleware/public-site.ts';
import { describeError } from '../../middleware/answer-problems.ts';
import { serverSite } from '../../middleware/server-site.ts';
import { learnAllOrders } from '../../recommend/fill-recommender.ts';
import type { LearningRecommender } from '../../recommend/recommender.ts';
import { parseMapping } from './mapping.ts';
import { readHeader } from './read-header.ts';
import { readRefused } from './refused.ts';
import { type ImportJob, type ImportTools, runImport } from './run-import.ts';
import { createSpool } from './spool.ts';
import { readFirstRecord } from './stage.ts';

interface ImportDependencies extends Pick<ImportTools, 'catalog' | 'clock'> {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Pick<Database, 'serve' | 'write'>;
  readonly recommender: Pick<LearningRecommender, 'learnOrders'>;
}

const NDJSON = 'application/x-ndjson; charset=utf-8';

/**
 * `POST /v1/import/orders?…` takes a CSV file, plain or gzip, and answers NDJSON: a line of progress for each batch,
 * then the summary, or `{ phase: 'failed', problem }`. The query is its {@link Mapping}.
 * `GET /v1/import/orders/:sha/refused` answers the refused lines as NDJSON.
 * One import runs at a time; another one is refused with 409. Who hangs up stops the import at its next batch.
 */
export function createImportRoutes(dependencies: ImportDependencies): Hono<SiteEnv> {
  const { config, logger, database } = dependencies;
  const spool = createSpool(join(config.dataDir, 'imports'));
  const tools = {
    ...dependencies,
    lane: database.write,
    onImported: (siteId: string) =>
      learnAllOrders({ lane: database.serve, siteId, recommender: dependencies.recommender }),
  };
  let isRunning = false;

  async function receive(c: Context<SiteEnv>): Promise<ImportJob> {
    const site = c.get('site');
    const asked = c.req.query();
    const mapping = parseMapping(asked, site);
    const file = await spool.keep(c.req.raw.body ?? noBytes());
    try {
      const header = await readFirstRecord(file.path);
      const places = readHeader(header ?? [], mapping, new Set(Object.keys(asked)));
      if (isRunning) throw busy();
      return { site, file, mapping, places };
    } catch (error) {
      await spool.drop(file);
      throw error;
    }
  }

  async function run(job: ImportJob, answer: StreamingApi): Promise<void> {
    try {
      for await (const progress of runImport(tools, job)) {
        await answer.write(`${JSON.stringify(progress)}\n`);
        if (answer.aborted) break;
      }
    } catch (error) {
      logger.error({ cause: describeError(error) }, 'an import broke off');
      await answer.write(`${JSON.stringify({ phase: 'failed', problem: brokeOff(error) })}\n`);
    } finally {
      isRunning = false;
      await spool.drop(job.file);
    }
  }

  return new Hono<SiteEnv>()
    .use(serverSite({ config }))
    .post('/', async (c) => {
      const job = await receive(c);
      isRunning = true;
      c.header('Content-Type', NDJSON);
      return stream(c, (answer) => run(job, answer));
    })
    .get('/:sha{[0-9a-f]{64}}/refused', (c) => {
      const file = { siteId: c.get('site').id, sha: c.req.param('sha') };
      c.header('Content-Type', NDJSON);
      return stream(c, async (answer) => {
        for await (const lines of readRefused(database.serve, file)) await answer.write(lines);
      });
    });
}

async function* noBytes(): AsyncGenerator<Uint8Array> {
  // a request without a body is an empty file
}

function busy(): RequestProblem {
  return new RequestProblem({
    status: 409,
    code: 'import_running',
    detail: 'Another import is running. Send this one again when it is done.',
    retryAfterS: 10,
  });
}

function brokeOff(cause: unknown): RequestProblem {
  return new RequestProblem({
    status: 503,
    code: 'import_broke_off',
    detail:
      'The database did not take the lines. Nothing is lost: send the same file again and it goes on from here.',
    retryAfterS: 10,
    cause,
  });
}
