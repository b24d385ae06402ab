import { onTestFinished, vi } from 'vitest';

/** Counts the turns of the loop until the test ends, while every look at the clock finds 6 ms gone. */
export function countTurns(): { readonly turns: number } {
  let time = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (time += 6));
  const counted = { turns: 0 };
  const tick = () => {
    counted.turns += 1;
    ticker = setImmediate(tick);
  };
  let ticker = setImmediate(tick);
  onTestFinished(() => {
    clock.mockRestore();
    clearImmediate(ticker);
  });
  return counted;
}
