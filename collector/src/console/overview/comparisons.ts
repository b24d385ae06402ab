import type { Comparison } from '../charts/compare-chart.ts';
import type { ReadLane } from '../../clickhouse/database.ts';
import { salesBy } from '../queries/sales.ts';
import type { Scope } from '../queries/scope.ts';
import { trafficByDay, trafficByHour } from '../queries/traffic.ts';
import { dayFrom, type Screen } from '../screen.ts';
import { formatMetric, type Shown, type Steps, valueAt } from './metric.ts';

/** How many days the longer chart shows, and the period before has. */
export const PERIOD_DAYS = 30;

/** Reads only what the metric needs, for the hours of `day` and of the day before. */
export async function readHours(
  lane: ReadLane,
  scope: Scope,
  { shown, day }: { shown: Shown; day: string },
): Promise<Steps> {
  const days = { from: dayFrom(day, -1), to: day };
  return isMoney(shown)
    ? { traffic: [], sales: await salesBy(lane, 'hour', { scope, days }) }
    : { traffic: await trafficByHour(lane, scope, days), sales: [] };
}

/** Traffic and sales of the 30 days up to `day`, and of the 30 before. */
export async function readDays(lane: ReadLane, scope: Scope, day: string): Promise<Steps> {
  const days = { from: dayFrom(day, 1 - 2 * PERIOD_DAYS), to: day };
  const [traffic, sales] = await Promise.all([
    trafficByDay(lane, scope, days),
    salesBy(lane, 'day', { scope, days }),
  ]);
  return { traffic, sales };
}

/** The hours of a day against those of the day before; hours to come are not drawn. */
export function compareHours(
  screen: Screen,
  steps: Steps,
  { shown, day }: { shown: Shown; day: string },
): Comparison {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const hourNow = Number(screen.formats.minute(screen.nowMs).slice(0, 2));
  const isOpen = day === screen.today;
  return {
    labels: hours.map((hour) => `${String(hour).padStart(2, '0')}:00`),
    values: hours.map((hour) =>
      isOpen && hour > hourNow ? undefined : valueAt(steps, shown, { day, hour }),
    ),
    before: hours.map((hour) => valueAt(steps, shown, { day: dayFrom(day, -1), hour })),
    name: isOpen ? '' : screen.words.overview.thisDay,
    beforeName: screen.words.overview.dayBefore,
    openName: screen.words.common.today,
    isLastOpen: isOpen,
    formatValue: (value) => formatMetric(screen, shown, value),
  };
}

/** The 30 days up to `day` against the 30 before. */
export function compareDays(
  screen: Screen,
  steps: Steps,
  { shown, day }: { shown: Shown; day: string },
): Comparison {
  const days = Array.from({ length: PERIOD_DAYS }, (_, index) =>
    dayFrom(day, index + 1 - PERIOD_DAYS),
  );
  return {
    labels: days.map((one) => screen.formats.shortDay(one)),
    values: days.map((one) => valueAt(steps, shown, { day: one })),
    before: days.map((one) => valueAt(steps, shown, { day: dayFrom(one, -PERIOD_DAYS) })),
    name: screen.words.overview.thisMonth,
    beforeName: screen.words.overview.monthBefore,
    openName: screen.words.overview.soFar,
    isLastOpen: day === screen.today,
    formatValue: (value) => formatMetric(screen, shown, value),
  };
}

function isMoney({ metric }: Shown): boolean {
  return metric === 'orders' || metric === 'revenue';
}
