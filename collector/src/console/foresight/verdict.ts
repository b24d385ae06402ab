import type { Report } from '../../recommend/evaluate/report.ts';

/** Whether a report speaks for the recommendations. */
export type Verdict = 'earns' | 'equal' | 'worse';

/** Less difference than this between two shares of so many trials may be chance (95 %). */
const Z = 1.96;

/** By how often the item that was chosen next is among the first 20; both lists were asked the same. */
export function verdictOn({ engine, popularity }: Report): Verdict {
  const of = Math.max(1, engine.trials);
  const variance = (share: number) => (share * (1 - share)) / of;
  const least = Z * Math.sqrt(variance(engine.hr) + variance(popularity.hr));
  const difference = engine.hr - popularity.hr;
  if (Math.abs(difference) <= least) return 'equal';
  return difference > 0 ? 'earns' : 'worse';
}
