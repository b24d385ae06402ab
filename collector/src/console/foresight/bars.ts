import type { PairBars } from '../charts/pair-bars.ts';
import type { Screen } from '../screen.ts';
import type { Foresight } from './page.tsx';

/** How often each report foresaw what was chosen. */
export function foresightBars({ words, formats }: Screen, { seen, bought }: Foresight): PairBars {
  const { foresight } = words;
  const found = [
    { subject: foresight.seen, report: seen },
    { subject: foresight.bought, report: bought },
  ].flatMap(({ subject, report }) => (report ? [{ subject, report }] : []));
  return {
    subjects: found.map(({ subject }) => subject),
    ours: { name: foresight.ours, values: found.map(({ report }) => report.engine.hr) },
    plain: { name: foresight.plain, values: found.map(({ report }) => report.popularity.hr) },
    formatValue: (value) => formats.percent(value),
  };
}
