import type { ShowableItem } from '../recommend/is-showable.ts';
import type { Candidate } from '../recommend/recommender.ts';

/** A candidate that may be shown. */
export interface Placed extends Candidate {
  readonly item: ShowableItem;
  readonly isPinned: boolean;
}
