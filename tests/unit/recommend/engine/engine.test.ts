import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { describeItem } from '../../../../collector/src/recommend/engine/attributes.ts';
import {
  createEngine,
  createScratch,
  type Engine,
  type Question,
  rankItems,
} from '../../../../collector/src/recommend/engine/engine.ts';
import { fitLinear } from '../../../../collector/src/recommend/engine/fit-linear.ts';
import {
  forgetOwner,
  learnNew,
  learnSession,
} from '../../../../collector/src/recommend/engine/session-index.ts';
import { toSessions } from '../../../../collector/src/recommend/engine/sessions.ts';

let engine: Engine;
beforeEach(() => {
  engine = createEngine({ scratch: createScratch() });
});

function learn(...sessions: (readonly number[])[]): void {
  for (const [at, session] of sessions.entries()) {
    learnSession(engine.index, { owner: `visitor-${at}`, name: session.join() }, session);
  }
}

function ask(session: readonly number[], changes: Partial<Question> = {}, limit = 10): number[] {
  const isEligible = (item: number) => !session.includes(item);
  const question = { session, history: [], isEligible, ...changes };
  return rankItems(engine, question, limit).map(({ item }) => item);
}

test('answers first what most neighbours hold', () => {
  learn([1, 2], [1, 2], [1, 3], [4, 5]);
  expect(ask([1])).toEqual([2, 3]);
  expect(ask([5])).toEqual([4]);
  expect(ask([9])).toEqual([]);
});

test('prefers what came right after the last item', () => {
  learn([1, 2, 3], [1, 2, 3], [3, 1, 4, 5], [3, 1, 4, 5]);
  expect(ask([4])[0]).toBe(5);
  expect(ask([2])[0]).toBe(3);
});

test('prefers what people look at now to what they did long ago', () => {
  const filler = Array.from({ length: 200 }, (_, at) => [100 + at, 400 + at]);
  learn([1, 2], [1, 2], ...filler, [1, 3], [1, 3]);
  expect(ask([1])).toEqual([3, 2]);
});

test('an item enters the next answer, and a forgotten visitor leaves it', () => {
  learn([1, 2]);
  learnNew(engine.index, { owner: 'live', name: 's' }, [1]);
  learnNew(engine.index, { owner: 'live', name: 's' }, [7]);
  expect(ask([1])).toContain(7);
  forgetOwner(engine.index, 'live');
  expect(ask([1])).toEqual([2]);
});

test('answers nothing that is not eligible, though it leads', () => {
  learn([1, 2], [1, 2], [1, 3]);
  expect(ask([1], { isEligible: (item) => item === 3 })).toEqual([3]);
});

test('knows by the linear model what the sessions kept no longer say', () => {
  const linear = fitLinear(toSessions(Array.from({ length: 20 }, () => [1, 8])), 10);
  engine.model = { ...engine.model, linear };
  expect(ask([1])).toEqual([8]);
});

test('finds relatives of an item by what it is like, where nobody saw either', () => {
  for (const item of [1, 2, 3]) describeItem(engine.attributes, item, [item === 3 ? 50 : 40]);
  for (let item = 10; item < 20; item += 1) describeItem(engine.attributes, item, [item + 50]);
  expect(ask([1])).toEqual([2]);
  describeItem(engine.attributes, 2, [50]);
  expect(ask([1])).toEqual([]);
  expect(ask([3])).toEqual([2]);
});

test('offers what the person had before', () => {
  learn([1, 2]);
  expect(new Set(ask([9], { history: [4, 5, 4] }))).toEqual(new Set([4, 5]));
});

test('the same question has the same answer, whatever was asked in between', () => {
  const session = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.array(session, { maxLength: 60 }), session, session, (all, one, other) => {
      engine = createEngine({ scratch: createScratch(), maxSessions: 40 });
      learn(...all);
      const before = ask(one);
      ask(other, { history: one });
      expect(ask(one)).toEqual(before);
      expect(new Set(before).size).toBe(before.length);
      expect(before.some((item) => one.includes(item))).toBe(false);
    }),
  );
});

test('reads sessions, histories and leaders of any length', () => {
  const long = Array.from({ length: 500 }, (_, at) => at);
  learn(...long.map((at) => Array.from({ length: 100 }, (_, back) => (at * 3 + back) % 500)));
  expect(ask(long, { history: long.toReversed(), isEligible: () => true }, 20)).toHaveLength(20);
});
