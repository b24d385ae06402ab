import type { Recommendation } from '../recommender.ts';
import type { Strategist } from './sources.ts';

/** What this person looked at, newest first. */
export const recentlyViewed: Strategist = function* (_, query): Generator<Recommendation> {
  for (const itemId of query.recent) {
    yield { itemId, score: 0, cause: { code: 'recently_viewed' } };
  }
};
