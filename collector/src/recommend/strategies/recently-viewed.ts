import { itemOf, type Strategist } from './sources.ts';

/** What this person looked at, newest first. */
export const recentlyViewed: Strategist = (sources, query) => [
  query.recent.flatMap((itemId) => {
    const item = itemOf(sources, query, itemId);
    return item ? [{ item, score: 0, cause: { code: 'recently_viewed' } }] : [];
  }),
];
