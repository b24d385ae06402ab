import type { Hono } from 'hono';
import { createApp } from './app.ts';
import type { Assets } from './assets/asset-routes.ts';
import type { Dependencies } from './dependencies.ts';
import { createDecideHandler } from './decide/decide-handler.ts';
import { createEventsHandler } from './ingest/events-handler.ts';
import { openCountries } from './lib/country.ts';
import { createHeldBytes } from './lib/held-bytes.ts';
import { createProblemReport } from './middleware/answer-problems.ts';
import { createPageListener, type PageListener } from './middleware/page-listener.ts';
import { createRequestLimits } from './middleware/request-limits.ts';
import { watchLateDuplicates } from './operate/watch-late-duplicates.ts';

/** The two ways in, which share limits, handler and what they report. */
export interface Listeners {
  readonly app: Hono;
  /** What pages send most, without the app around it. */
  readonly pages: PageListener;
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
  const pages = new Map([
    ['/v1/events', createEventsHandler({ ...dependencies, limits, report, countryOf })],
    ['/v1/decide', createDecideHandler({ ...dependencies, limits, report })],
  ]);
  return {
    app: createApp(dependencies, { assets, limits, report, pages }),
    pages: createPageListener({ handlers: pages, held: createHeldBytes() }),
  };
}
