import { expect, test, vi } from 'vitest';
import { createRecommender } from '../../../collector/src/recommend/create-recommender.ts';
import { type Train, trainEngine } from '../../../collector/src/recommend/evaluate/train-engine.ts';
import { keepTrained } from '../../../collector/src/recommend/keep-trained.ts';
import { catalogOf, goods } from '../../support/catalog-of.ts';

const SITE = 'shop';
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
  const query = { siteId: SITE, cart: [], recent: ['item-6', 'item-4'], shown: [], limit: 1 };
  const [first] = recommender.recommend({ ...query, strategy: 'for_you', item: 'item-8' });
  expect(first).toMatchObject({ itemId: 'item-10', reason: { code: 'viewed_with' } });
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
