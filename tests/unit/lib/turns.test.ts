import { setImmediate as endOfTurn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createInTurn, mapInTurns } from '../../../collector/src/lib/turns.ts';

test('runs so many at once, in the order of their coming, and goes on after one that fails', async () => {
  const inTurn = createInTurn(2);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const work = async (index: number) => {
    begun.push(index);
    running += 1;
    most = Math.max(most, running);
    await endOfTurn();
    running -= 1;
    if (index === 1) throw new Error('this one fails');
    return index;
  };
  const all = [0, 1, 2, 3, 4].map((index) => inTurn(() => work(index)));
  const settled = await Promise.allSettled(all);
  expect(settled.map(({ status }) => status === 'fulfilled')).toEqual([
    true,
    false,
    true,
    true,
    true,
  ]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});

test('a list has a new turn whenever some 5 ms have passed, however few of its values took them', async () => {
  let now = 0;
  let turn = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  const tick = () => {
    turn += 1;
    ticker = setImmediate(tick);
  };
  let ticker = setImmediate(tick);
  onTestFinished(() => {
    clock.mockRestore();
    clearImmediate(ticker);
  });
  const turns = await mapInTurns([1, 4, 2, 30, 30, 1, 1], (ms) => {
    now += ms;
    return turn;
  });
  expect(turns).toEqual([0, 0, 0, 1, 2, 3, 3]);
});
