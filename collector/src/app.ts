import { Hono } from 'hono';
import type { Assets } from './assets/asset-routes.ts';
import { createCatalogRoutes } from './catalog/catalog-routes.ts';
import { createSiteRoutes } from './decide/site-routes.ts';
import { createConsoleRoutes } from './console/console-routes.tsx';
import type { Dependencies } from './dependencies.ts';
import { createReplayRoutes } from './ingest/replay-routes.ts';
import { createReplayer } from './ingest/replayer.ts';
import { answerProblems, noSuchRoute, type ReportProblem } from './middleware/answer-problems.ts';
import { atOwner } from './middleware/at-owner.ts';
import type { PageHandler } from './middleware/page-handler.ts';
import { createPageRoutes } from './middleware/page-routes.ts';
import { preflight } from './middleware/preflight.ts';
import { publicSite } from './middleware/public-site.ts';
import { serverSite } from './middleware/server-site.ts';
import { rateLimit } from './middleware/rate-limit.ts';
import { readableAnswers } from './middleware/readable-answers.ts';
import type { RequestLimits } from './middleware/request-limits.ts';
import { createBackupRoutes } from './operate/backup/backup-routes.ts';
import { createRestoreRoutes } from './operate/backup/restore-routes.ts';
import { createHealthRoutes } from './operate/health-routes.ts';
import { createOpenApiRoutes } from './operate/openapi.ts';
import { createImportRoutes } from './orders/import/import-route.ts';
import { createServerEventRoutes } from './orders/server-events-route.ts';
import { createIdentifyRoutes, createSocialRoutes } from './people/people-routes.ts';

/** What the app shares with the listener of events. */
interface Shared {
  readonly assets: Assets;
  readonly limits: RequestLimits;
  readonly report: ReportProblem;
  /** By path. */
  readonly pages: ReadonlyMap<string, PageHandler>;
}

/** Mounts middleware and routes; all state stands in the dependencies. */
export function createApp(dependencies: Dependencies, shared: Shared): Hono {
  const { config } = dependencies;
  const { assets, limits, report, pages } = shared;
  const replay = createReplayer(dependencies);
  const app = new Hono();
  app.onError(answerProblems(report));
  app.notFound(() => {
    throw noSuchRoute();
  });
  app.route('/', createHealthRoutes({ ...dependencies, registry: dependencies.metrics.registry }));
  app.route('/', createOpenApiRoutes({ config, version: assets.version }));
  app.route('/', assets.routes);
  app.route('/operate/backups', createBackupRoutes(dependencies));
  app.route('/operate/replays', createReplayRoutes({ config, replay }));
  app.route('/operate/restores', createRestoreRoutes(dependencies));

  app.route('/console', createConsoleRoutes({ ...dependencies, replay }));

  // they do all that stands below by themselves
  for (const [path, handle] of pages) app.route(path, createPageRoutes(handle));
  app.use('/v1/*', readableAnswers(), rateLimit({ config, limits }));
  app.options('/v1/*', publicSite({ config, events: true }), preflight());
  // nonces are used once, and money is booked in one order; strangers' bodies go nowhere
  app.use('/v1/social/*', publicSite({ config }), atOwner(dependencies));
  app.use('/v1/server/events', serverSite({ config }), atOwner(dependencies));
  app.route('/v1', createSiteRoutes(dependencies));
  app.route('/v1/identify', createIdentifyRoutes({ ...dependencies, limits }));
  app.route('/v1/social', createSocialRoutes({ ...dependencies, limits }));
  app.route('/v1/server/events', createServerEventRoutes(dependencies));
  app.route('/v1/import/orders', createImportRoutes(dependencies));
  app.route('/v1/catalog', createCatalogRoutes(dependencies));
  return app;
}
