import type { DayTraffic, HourTraffic } from '../queries/traffic.ts';
import type { Sales } from '../queries/sales.ts';
import type { Screen } from '../screen.ts';

/** What the charts of the overview show. */
type Metric = 'visitors' | 'pageViews' | 'orders' | 'revenue';

/** A metric and, for money, its currency. */
export interface Shown {
  readonly metric: Metric;
  readonly currency: string;
}

/** Reads `?show=` and `?currency=`; visitors unless they say otherwise. */
export function readShown(
  query: (name: string) => string | undefined,
  defaultCurrency: string,
): Shown {
  const show = query('show');
  const metric = METRICS.find((one) => one === show) ?? 'visitors';
  const currency = query('currency') ?? '';
  return { metric, currency: /^[A-Z]{3}$/.test(currency) ? currency : defaultCurrency };
}

const METRICS: readonly Metric[] = ['visitors', 'pageViews', 'orders', 'revenue'];

/** Traffic and sales of one hour or day, for those steps that have any. */
export interface Steps {
  readonly traffic: readonly (DayTraffic | HourTraffic)[];
  readonly sales: readonly Sales[];
}

/** The metric of one day or, with `hour`, of one of its hours. Money becomes a float: for drawing only. */
export function valueAt(
  { traffic, sales }: Steps,
  { metric, currency }: Shown,
  at: { day: string; hour?: number },
): number {
  const isHere = (step: { day: string; hour?: number }): boolean =>
    step.day === at.day && (at.hour === undefined || step.hour === at.hour);
  if (metric === 'visitors' || metric === 'pageViews') return traffic.find(isHere)?.[metric] ?? 0;
  const sold = sales.filter(isHere);
  if (metric === 'orders') return sold.reduce((sum, { orders }) => sum + orders, 0);
  return Number(sold.find((one) => one.currency === currency)?.revenue ?? 0);
}

/** What the metric is called. */
export function metricName({ words }: Screen, { metric, currency }: Shown): string {
  return metric === 'revenue' ? words.overview.revenue(currency) : words.overview[metric];
}

/** Writes a value of the metric; money in whole units, as an axis wants it. */
export function formatMetric({ formats }: Screen, shown: Shown, value: number): string {
  return shown.metric === 'revenue'
    ? `${formats.count(Math.round(value))} ${shown.currency}`
    : formats.count(value);
}
