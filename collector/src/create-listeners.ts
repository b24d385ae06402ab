import type { RequestListener } from 'node:http';
import type { Hono } from 'hono';
import { createApp } from './app.ts';
import type { Assets } from './assets/asset-routes.ts';
import type { Dependencies } from './dependencies.ts';
import { createEventsHandler } from './ingest/events-handler.ts';
import { createEventsListener } from './ingest/events-listener.ts';
import { openCountries } from './lib/country.ts';
import { createHeldBytes } from './lib/held-bytes.ts';
import { createProblemReport } from './middleware/answer-problems.ts';
import { createRequestLimits } from './middleware/request-limits.ts';
import { watchLateDuplicates } from './operate/watch-late-duplicates.ts';

/** The two ways in, which share limits, handler and what they report. */
export interface Listeners {
  readonly app: Hono;
  /** `POST /v1/events` without the app around it. */
  readonly events: RequestListener;
}

/** Puts both on the same dependencies. */
export function createListeners(dependencies: Dependencies, assets: Assets): Listeners {
  const limits = createRequestLimits(dependencies);
  const report = createProblemReport(dependencies);
  const countryOf = openCountries();
  watchLateDuplicates({
    registry: dependencies.metrics.registry,
    config: dependencies.config,
    lane: dependencies.database.console,
    clock: dependencies.clock,
  });
  const handle = createEventsHandler({ ...dependencies, limits, report, countryOf });
  return {
    app: createApp(dependencies, { assets, limits, report, handleEvents: handle }),
    events: createEventsListener({ handle, held: createHeldBytes() }),
  };
}
