import { setImmediate as endOfTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createInTurn } from '../../../collector/src/lib/turns.ts';

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
