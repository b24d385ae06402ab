import type { ReadLane } from '../../clickhouse/database.ts';
import { type ConsentRates, consentRates } from '../queries/consent-rates.ts';
import { lastDayWithData } from '../queries/coverage.ts';
import { type TopProduct, topProducts } from '../queries/products.ts';
import { type Aside, asidesOf } from '../queries/sales.ts';
import type { Scope } from '../queries/scope.ts';
import { dayFrom } from '../screen.ts';
import { PERIOD_DAYS, readDays, readHours } from './comparisons.ts';
import type { Shown, Steps } from './metric.ts';

/** Everything that the overview shows of a day. */
export interface Overview {
  readonly day: string;
  readonly shown: Shown;
  readonly hours: Steps;
  readonly days: Steps;
  readonly asides: readonly Aside[];
  readonly products: readonly TopProduct[];
  readonly consent: ConsentRates;
  /** Start of the 30 days, `YYYY-MM-DD`. */
  readonly from: string;
  readonly lastDay: string | undefined;
}

const TOP = 8;

/** Reads it all at once. */
export async function readOverview(
  lane: ReadLane,
  scope: Scope,
  { day, shown }: { day: string; shown: Shown },
): Promise<Overview> {
  const { siteId } = scope;
  const from = dayFrom(day, 1 - PERIOD_DAYS);
  const [hours, days, asides, products, consent, lastDay] = await Promise.all([
    readHours(lane, scope, { shown, day }),
    readDays(lane, scope, day),
    asidesOf(lane, scope, day),
    topProducts(lane, { scope, days: { from, to: day }, limit: TOP }),
    consentRates(lane, { siteId, sinceMs: Date.parse(`${from}T00:00:00Z`) }),
    lastDayWithData(lane, { siteId, until: day }),
  ]);
  return { day, shown, hours, days, asides, products, consent, from, lastDay };
}
