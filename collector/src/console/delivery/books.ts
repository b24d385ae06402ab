import type { StackedBars } from '../charts/stacked-bars.ts';
import type { BookLine } from '../queries/books.ts';
import type { Screen } from '../screen.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;
const COLUMNS = [
  'received',
  'stored',
  'duplicate',
  'no_consent',
  'bot',
  'rejected',
  'replayed',
] as const;
type Sums = Record<(typeof COLUMNS)[number], number>;

/** All lines together. */
export function sumOf(lines: readonly BookLine[]): Sums {
  const none: Sums = {
    received: 0,
    stored: 0,
    duplicate: 0,
    no_consent: 0,
    bot: 0,
    rejected: 0,
    replayed: 0,
  };
  return lines.reduce((sums, line) => {
    for (const column of COLUMNS) sums[column] += line[column];
    return sums;
  }, none);
}

/** When the books of the last 24 hours begin: at a full hour; ms UTC. */
export function dayOfBooks(nowMs: number): number {
  return Math.floor(nowMs / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS;
}

/** The outcomes of the last 24 hours as bars. */
export function barsOf(screen: Screen, hours: readonly BookLine[]): StackedBars {
  const start = dayOfBooks(screen.nowMs);
  const byHour = new Map(hours.map((line) => [line.at, line]));
  const times = Array.from({ length: HOURS }, (_, index) => start + index * HOUR_MS);
  const layer = (
    column: Exclude<keyof Sums, 'received'>,
    color: StackedBars['layers'][number]['color'],
  ) => ({
    name: screen.words.delivery[column],
    color,
    values: times.map((time) => byHour.get(time)?.[column] ?? 0),
  });
  return {
    labels: times.map((time) => screen.formats.minute(time)),
    layers: [
      layer('stored', 'green'),
      layer('duplicate', 'slate'),
      layer('no_consent', 'grey'),
      layer('bot', 'mustard'),
      layer('rejected', 'tomato'),
    ],
    formatValue: (value) => screen.formats.count(value),
  };
}
