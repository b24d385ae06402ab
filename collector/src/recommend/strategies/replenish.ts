import type { Recommendation } from '../recommender.ts';
import type { Strategist } from './sources.ts';

/** Somewhat early is in time. */
const FROM = 0.8;
/** Who let three rounds pass buys it elsewhere. */
const UNTIL = 3;

/** What this person buys again and again and is about to run out of, the most overdue first. */
export const replenish: Strategist = function* ({ shop, now }, query): Generator<Recommendation> {
  if (query.visitor === undefined) return;
  const due = shop.purchases
    .rhythms(query.visitor)
    .map(({ itemId, lastAt, gapMs }) => ({ itemId, score: (now - lastAt) / gapMs }))
    .filter(({ score }) => score >= FROM && score <= UNTIL)
    .sort((one, other) => other.score - one.score);
  for (const one of due) yield { ...one, cause: { code: 'bought_before' } };
};
