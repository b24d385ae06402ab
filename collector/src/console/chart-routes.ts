import { Hono } from 'hono';
import type { Context } from 'hono';
import { CHART_POLICY } from './access/security-headers.ts';
import { drawComparison } from './charts/compare-chart.ts';
import { readLook } from './charts/look.ts';
import { drawPairBars } from './charts/pair-bars.ts';
import { drawStackedBars } from './charts/stacked-bars.ts';
import type { ConsoleDependencies } from './console-dependencies.ts';
import { barsOf, dayOfBooks } from './delivery/books.ts';
import { foresightBars } from './foresight/bars.ts';
import { compareDays, compareHours, readDays, readHours } from './overview/comparisons.ts';
import { readShown } from './overview/metric.ts';
import { deliveryBook } from './queries/books.ts';
import { type ConsoleEnv, readDay, scopeOf } from './screen.ts';

type ChartContext = Context<ConsoleEnv>;

/** `GET /hours.svg`, `/days.svg`, `/delivery.svg` and `/foresight.svg`: images, each in the look that `?look=` and `?size=` ask for. */
export function createChartRoutes({
  database,
  recommender,
}: Pick<ConsoleDependencies, 'database' | 'recommender'>): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>();
  const lane = database.console;

  routes.get('/hours.svg', async (c) => {
    const asked = askedOf(c);
    const steps = await readHours(lane, scopeOf(c.get('screen')), asked);
    return answerChart(c, drawComparison(compareHours(c.get('screen'), steps, asked), lookOf(c)));
  });

  routes.get('/days.svg', async (c) => {
    const asked = askedOf(c);
    const steps = await readDays(lane, scopeOf(c.get('screen')), asked.day);
    return answerChart(c, drawComparison(compareDays(c.get('screen'), steps, asked), lookOf(c)));
  });

  routes.get('/delivery.svg', async (c) => {
    const screen = c.get('screen');
    const hours = await deliveryBook(lane, {
      ...scopeOf(screen),
      step: 'hour',
      sinceMs: dayOfBooks(screen.nowMs),
    });
    return answerChart(c, drawStackedBars(barsOf(screen, hours), lookOf(c)));
  });

  routes.get('/foresight.svg', (c) => {
    const screen = c.get('screen');
    const bars = foresightBars(screen, recommender.reports(screen.site.id));
    return answerChart(c, drawPairBars(bars, lookOf(c)));
  });
  return routes;
}

function askedOf(c: ChartContext) {
  const screen = c.get('screen');
  return { day: readDay(c), shown: readShown((name) => c.req.query(name), screen.site.currency) };
}

function lookOf(c: ChartContext) {
  return readLook(c.req.query('look'), c.req.query('size'));
}

function answerChart(c: ChartContext, svg: string): Response {
  c.header('Content-Type', 'image/svg+xml; charset=utf-8');
  c.header('Content-Security-Policy', CHART_POLICY);
  return c.body(svg);
}
