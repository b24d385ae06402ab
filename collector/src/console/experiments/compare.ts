import { type Interval, newcombe, welch } from '../../experiments/intervals.ts';
import type { Arm } from './results.ts';

/** One way beside the first: how much more of its people did something, and how much more they bought. */
export interface Comparison {
  readonly arm: Arm;
  /** Undefined for the first way itself. */
  readonly clicks: Interval | undefined;
  readonly carts: Interval | undefined;
  /** Undefined too where fewer than two people saw a way. */
  readonly revenue: Interval | undefined;
}

/** All ways of a trial in this order; each but the first is compared with the first. Who saw nothing counts nothing. */
export function compare(arms: readonly Arm[], order: readonly string[]): Comparison[] {
  const found = order.map(
    (name) => arms.find(({ arm }) => arm === name) ?? { ...NOBODY, arm: name },
  );
  const [base] = found;
  return found.map((arm) => {
    if (base === undefined || arm === base || arm.people === 0 || base.people === 0)
      return { arm, ...NO_DIFFERENCE };
    const differ = (count: (one: Arm) => number) =>
      newcombe({ count: count(arm), of: arm.people }, { count: count(base), of: base.people });
    return {
      arm,
      clicks: differ(({ clickers }) => clickers),
      carts: differ(({ carters }) => carters),
      revenue: welch(sumsOf(arm), sumsOf(base)),
    };
  });
}

/** Whether the whole interval lies on one side of no difference. */
export function isClear({ low, high }: Interval): boolean {
  return low > 0 || high < 0;
}

const NOBODY = { people: 0, clickers: 0, carters: 0, revenue: 0, revenueSquares: 0 };
const NO_DIFFERENCE = { clicks: undefined, carts: undefined, revenue: undefined };

function sumsOf({ people, revenue, revenueSquares }: Arm) {
  return { of: people, sum: revenue, squares: revenueSquares };
}
