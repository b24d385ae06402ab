import { expect, test, vi } from 'vitest';
import { createRecommender } from '../../../collector/src/recommend/create-recommender.ts';
import { toSessions } from '../../../collector/src/recommend/engine/sessions.ts';
import {
  type Train,
  trainEngine,
  type TrainingTask,
} from '../../../collector/src/recommend/evaluate/train-engine.ts';
import { keepTrained } from '../../../collector/src/recommend/keep-trained.ts';
import { catalogOf, goods } from '../../support/catalog-of.ts';
import { countTurns } from '../../support/count-turns.ts';

const SITE = 'shop';
const DAY_MS = 86_400_000;
/** What the thread does, without the thread. */
const train: Train = (task) => Promise.resolve(trainEngine(task));

function withSessions(count: number) {
  const names = Array.from({ length: 30 }, (_, at) => `item-${at}`);
  const recommender = createRecommender({ catalog: catalogOf(names.map((name) => goods(name))) });
  for (let at = 0; at < count; at += 1) {
    const itemIds = [0, 1, 2, 3].map((step) => names[(at * 7 + step * 2) % 30] ?? '');
    recommender.learnSession(SITE, {
      visitorId: `visitor-${at}`,
      sessionId: 'one',
      itemIds,
      carted: [],
    });
    recommender.learnOrders(SITE, [{ transactionId: `${at}`, itemIds }]);
  }
  return recommender;
}

test('takes up what it learnt of sessions and of orders, and reports how well it foresaw them', async () => {
  const recommender = withSessions(600);
  expect(recommender.reports(SITE)).toEqual({});
  await recommender.train(SITE, train);
  const { seen, bought } = recommender.reports(SITE);
  expect(seen?.engine.mrr).toBeGreaterThan(2 * (seen?.popularity.mrr ?? 1));
  expect(bought?.engine.hr).toBeGreaterThan(bought?.popularity.hr ?? 1);
  const query = { siteId: SITE, cart: [], recent: ['item-6', 'item-4'], item: 'item-8' };
  const [first] = recommender.candidates({ ...query, strategy: 'for_you' });
  expect(first).toMatchObject({ item: { item_id: 'item-10' }, cause: { code: 'viewed_with' } });
});

test('gives each session and each order what is known of the same person from before, and what items are like', async () => {
  const recommender = withSessions(600);
  recommender.learnSession(SITE, {
    visitorId: 'visitor-1',
    sessionId: 'two',
    itemIds: ['item-20', 'item-21'],
    carted: [],
  });
  for (const [index, itemIds] of [['item-3', 'item-4'], ['item-5']].entries()) {
    const order = { transactionId: `own-${index}`, itemIds, placedAt: index };
    recommender.learnOrders(SITE, [{ ...order, visitorId: 'ana' }]);
  }
  const tasks: TrainingTask[] = [];
  await recommender.train(SITE, (task) => {
    tasks.push(task);
    return train(task);
  });
  const [seen, bought] = tasks;
  const namesOfLast = (lists = toSessions([])) =>
    Array.from(
      lists.items.subarray(lists.ends.at(-2), lists.ends.at(-1)),
      (item) => `item-${item}`,
    );
  expect(namesOfLast(seen?.sessions)).toEqual(['item-20', 'item-21']);
  expect(namesOfLast(seen?.histories)).toEqual(['item-13', 'item-11', 'item-9', 'item-7']);
  expect(namesOfLast(bought?.histories).toSorted()).toEqual(['item-3', 'item-4']);
  expect(seen?.words.ends.at(-1)).toBe(60);
});

test('others have their turn while it gathers what is known, and what they change is not in it', async () => {
  const recommender = withSessions(600);
  const counted = countTurns();
  setImmediate(() => {
    recommender.learnSession(SITE, {
      visitorId: 'visitor-599',
      sessionId: 'meanwhile',
      itemIds: ['item-1'],
      carted: [],
    });
    recommender.forget(SITE, 'visitor-598');
  });
  const asked = vi.fn<Train>(() => Promise.reject(new Error('enough')));
  await expect(recommender.train(SITE, asked)).rejects.toThrow('enough');
  const [task] = asked.mock.calls[0] ?? [];
  expect(counted.turns).toBeGreaterThan(500);
  expect([...(task?.sessions.ends ?? [])]).toEqual(
    Array.from({ length: 600 }, (_, at) => 4 * (at + 1)),
  );
  expect([...(task?.histories.ends ?? [])]).toEqual(Array.from({ length: 600 }, () => 0));
});

test.each([
  ['holds out the last week', 30, 7],
  ['holds out the newest tenth where all is younger than a week', 5, undefined],
])('%s', async (_, daysKnown, since) => {
  const today = Date.UTC(2026, 4, 20);
  const recommender = createRecommender({ catalog: catalogOf([]), clock: () => today });
  for (let at = 0; at < 600; at += 1) {
    const day = today - (daysKnown - 1 - Math.floor((at * daysKnown) / 600)) * DAY_MS;
    const itemIds = ['a', 'b', `c${at % 9}`];
    const who = { visitorId: `visitor-${at}`, sessionId: 'one', carted: [] };
    recommender.learnSession(SITE, { ...who, itemIds, day });
  }
  const asked = vi.fn(train);
  await recommender.train(SITE, asked);
  const held = 600 - (asked.mock.calls[0]?.[0].cut ?? 0);
  expect(held).toBe(since === undefined ? 60 : (600 / daysKnown) * (since + 1));
  expect(recommender.reports(SITE).seen).toMatchObject({ at: today });
  expect(recommender.reports(SITE).seen?.since).toBe(since && today - since * DAY_MS);
});

test('trains nothing where there are too few sessions', async () => {
  const recommender = withSessions(50);
  const asked = vi.fn(train);
  await recommender.train(SITE, asked);
  expect(asked).not.toHaveBeenCalled();
});

test('trains each site a minute after the start and every day, past a failure, until the end', async () => {
  vi.useFakeTimers();
  const trained: string[] = [];
  const problems: unknown[] = [];
  const end = new AbortController();
  keepTrained({
    siteIds: ['one', 'two'],
    recommender: {
      train: (siteId) => {
        trained.push(siteId);
        return siteId === 'one' ? Promise.reject(new Error('out of memory')) : Promise.resolve();
      },
    },
    train,
    signal: end.signal,
    onError: (error) => problems.push(error),
  });
  expect(trained).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(trained).toEqual(['one', 'two']);
  expect(problems).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(trained).toHaveLength(4);
  end.abort();
  await vi.advanceTimersByTimeAsync(3 * 86_400_000);
  expect(trained).toHaveLength(4);
  vi.useRealTimers();
});
