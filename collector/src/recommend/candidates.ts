import type { Strategy } from '@tendero/schema';
import type { Candidate, RecommendQuery } from './recommender.ts';
import { boughtTogether } from './strategies/bought-together.ts';
import { crossSell } from './strategies/cross-sell.ts';
import { forYou } from './strategies/for-you.ts';
import { newItems } from './strategies/new-items.ts';
import { popular } from './strategies/popular.ts';
import { recentlyViewed } from './strategies/recently-viewed.ts';
import { related } from './strategies/related.ts';
import { replenish } from './strategies/replenish.ts';
import type { Sources, Strategist } from './strategies/sources.ts';
import { trending } from './strategies/trending.ts';

const STRATEGISTS: Readonly<Record<Strategy, Strategist>> = {
  for_you: forYou,
  related,
  bought_together: boughtTogether,
  cross_sell: crossSell,
  trending,
  popular,
  recently_viewed: recentlyViewed,
  replenish,
  new: newItems,
};

/** What comes when a strategy has nothing more; `popular` ends with all that the shop has. */
const CHAINS: Readonly<Record<Strategy, readonly Strategy[]>> = {
  for_you: ['for_you', 'popular'],
  related: ['related', 'popular'],
  bought_together: ['bought_together', 'popular'],
  cross_sell: ['cross_sell', 'trending', 'popular'],
  trending: ['trending', 'popular'],
  popular: ['popular'],
  recently_viewed: ['recently_viewed', 'for_you', 'popular'],
  replenish: ['replenish', 'for_you', 'popular'],
  new: ['new', 'popular'],
};

/** A shelf of what this person looked at or buys again holds nothing else, unless there is none of it. */
const UNMIXED: readonly Strategy[] = ['recently_viewed', 'replenish'];

/** Everything that may fill a slot, best first, found out no sooner than it is asked for. */
export function* candidates(sources: Sources, query: RecommendQuery): Generator<Candidate> {
  for (const strategy of CHAINS[query.strategy]) {
    for (const found of STRATEGISTS[strategy](sources, query)) {
      for (const { item, score, cause } of found) yield { item, score, cause, strategy };
    }
  }
}

/** Whether the next candidate may stand in one slot with the first that was chosen. */
export function mayFollow(first: Candidate | undefined, next: Candidate): boolean {
  return (
    first === undefined || first.strategy === next.strategy || !UNMIXED.includes(first.strategy)
  );
}
