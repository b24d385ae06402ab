import { expect, test } from 'vitest';
import type { ReadLane } from '../../../collector/src/clickhouse/database.ts';
import { createRecommender } from '../../../collector/src/recommend/create-recommender.ts';
import { fillRecommender } from '../../../collector/src/recommend/fill-recommender.ts';
import { catalogOf } from '../../support/catalog-of.ts';
import { countTurns } from '../../support/count-turns.ts';

const DAY = { day: '2026-05-01', sessions: '4' };
const SESSION = { day: '2026-05-01', session_id: 's', seen: ['a', 'b'], carted: [] };
const COUNT = { item_id: 'a', weight: '5' };

/** What the database answers, by what only that query has in it. */
const ANSWERS = [
  [
    'AS carted',
    ['ana', 'bob', 'ana', 'bob'].map((visitor) => ({ ...SESSION, visitor_id: visitor })),
  ],
  ['uniqExact(visitor_id, session_id)', [DAY]],
  ['FROM events_analytics', [COUNT, COUNT, COUNT]],
] as const;

test('while sessions and counts are learned others have their turn, and a withdrawal in it counts', async () => {
  const lane: ReadLane = {
    query: async ({ sql, row }) => {
      const rows = ANSWERS.find(([part]) => sql.includes(part))?.[1] ?? [];
      return rows.map((one) => row.parse(one));
    },
  };
  const counted = countTurns();
  const turnsOfCounts: number[] = [];
  const visitors: string[] = [];
  let isWithdrawn = false;
  await fillRecommender({
    lane,
    siteId: 'shop',
    recommender: {
      ...createRecommender({ catalog: catalogOf([]) }),
      learnCount: () => void turnsOfCounts.push(counted.turns),
    },
    now: Date.UTC(2026, 4, 20),
    isAllowed: (visitorId) => visitorId === 'bob' || !isWithdrawn,
    onSession({ visitorId }) {
      visitors.push(visitorId);
      setImmediate(() => (isWithdrawn = true));
    },
  });
  expect(visitors).toEqual(['ana', 'bob', 'bob']);
  expect(new Set(turnsOfCounts).size).toBe(3);
});
