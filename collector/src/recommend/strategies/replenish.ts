import { itemOf, type Strategist } from './sources.ts';

/** Somewhat early is in time. */
const FROM = 0.8;
/** Who let three rounds pass buys it elsewhere. */
const UNTIL = 3;

/** What this person buys again and again and is about to run out of, the most overdue first. */
export const replenish: Strategist = (sources, query) => {
  const { shop, now } = sources;
  if (query.visitor === undefined) return [];
  const due = shop.purchases
    .rhythms(query.visitor)
    .map(({ itemId, lastAt, gapMs }) => ({ itemId, score: (now - lastAt) / gapMs }))
    .filter(({ score }) => score >= FROM && score <= UNTIL)
    .sort((one, other) => other.score - one.score);
  return [
    due.flatMap(({ itemId, score }) => {
      const item = itemOf(sources, query, itemId);
      return item ? [{ item, score, cause: { code: 'bought_before' } }] : [];
    }),
  ];
};
