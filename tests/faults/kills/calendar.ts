const DAY_MS = 86_400_000;
/** Kills around one boundary. */
export const KILLS_A_STAGE = 4;
const STAGES_A_MONTH = 2;
const FIRST_MONTH = Date.UTC(2027, 0, 1);

/** Kills within one month of the calendar; between months the clock leaps. */
export const KILLS_A_MONTH = KILLS_A_STAGE * STAGES_A_MONTH;

/**
 * Where the collector's clock stands when the run before kill number `kill` begins, in ms UTC; undefined where it goes
 * on from the run before. Each month's runs begin shortly before a midnight of the shop, then before the month's end,
 * so that what was not acknowledged before the kill is sent again on the other side.
 */
export function startOfRun(kill: number, random: () => number): number | undefined {
  if (kill % KILLS_A_STAGE !== 0) return undefined;
  const first = new Date(FIRST_MONTH);
  const month = Math.floor(kill / KILLS_A_MONTH);
  const monthEnd = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month + 1, 1);
  const isMonthEnd = (kill / KILLS_A_STAGE) % STAGES_A_MONTH === 1;
  // in winter, midnight in Madrid is at 23:00 UTC
  const boundary = isMonthEnd ? monthEnd : monthEnd - 2 * DAY_MS - 3_600_000;
  return boundary - 500 - Math.floor(random() * 2_500);
}
