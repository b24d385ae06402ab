import { describe, expect, test } from 'vitest';
import { assign } from '../../../collector/src/experiments/assign.ts';
import { NO_TRIALS, type Trials, trials } from '../../../collector/src/experiments/experiment.ts';

const visitors = Array.from({ length: 20_000 }, (_, index) => index.toString(16).padStart(32, '0'));
const asked = { slot: 'home', strategy: 'related' } as const;
const halves: Trials = {
  ...NO_TRIALS,
  experiments: [
    {
      id: 'x',
      name: 'X',
      isOn: true,
      slot: 'home',
      startedAt: 0,
      strategies: ['for_you', 'trending'],
    },
  ],
};
const [x] = halves.experiments;

test('gives the same person the same, and equal shares to all', () => {
  const given = visitors.map((visitor) => assign(halves, visitor, asked).strategy);
  expect(visitors.map((visitor) => assign(halves, visitor, asked).strategy)).toEqual(given);
  const share = given.filter((one) => one === 'trending').length / visitors.length;
  expect(Math.abs(share - 0.5)).toBeLessThan(0.015);
});

test('tells nothing of one experiment from another', () => {
  const other = x && { ...halves, experiments: [{ ...x, id: 'y' }] };
  const both = visitors.filter(
    (visitor) =>
      assign(halves, visitor, asked).strategy === 'trending' &&
      assign(other ?? NO_TRIALS, visitor, asked).strategy === 'trending',
  );
  expect(Math.abs(both.length / visitors.length - 0.25)).toBeLessThan(0.015);
});

test('holds out the share that was asked for, in every slot', () => {
  const held = { ...halves, holdout: { share: 0.1, startedAt: 5 } };
  const out = visitors.filter((visitor) => assign(held, visitor, asked).isHeldOut);
  expect(Math.abs(out.length / visitors.length - 0.1)).toBeLessThan(0.01);
  for (const visitor of out.slice(0, 50)) {
    expect(assign(held, visitor, { slot: 'cart', strategy: 'for_you' })).toEqual({
      strategy: 'popular',
      experiment: '',
      isHeldOut: true,
    });
  }
});

describe('nobody is in an experiment', () => {
  const nobody = { strategy: 'related', experiment: '', isHeldOut: false };
  test.each([
    [
      'without an identifier',
      { ...halves, holdout: { share: 0.5, startedAt: 0 } },
      undefined,
      asked,
    ],
    ['in another slot', halves, visitors[0], { ...asked, slot: 'cart' }],
    [
      'that is off',
      { ...halves, experiments: x ? [{ ...x, isOn: false }] : [] },
      visitors[0],
      asked,
    ],
  ])('%s', (_, running, visitor, slot) => expect(assign(running, visitor, slot)).toEqual(nobody));
});

test('an experiment compares different strategies', () => {
  const twice = { ...x, strategies: ['new', 'new'] };
  expect(trials.safeParse({ ...halves, experiments: [twice] }).success).toBe(false);
});
